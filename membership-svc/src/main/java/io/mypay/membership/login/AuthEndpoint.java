package io.mypay.membership.login;

import io.mypay.kit.grpc.Protos;
import io.mypay.membership.key.AccessToken;
import io.mypay.membership.token.Holder;
import io.mypay.membership.token.HolderRole;
import io.mypay.membership.token.IssuedTokens;
import io.mypay.membership.token.RefreshToken;
import io.mypay.membership.token.RefreshTokens;
import io.mypay.membership.v1.AuthService;
import io.mypay.membership.v1.IssueServiceTokenRequest;
import io.mypay.membership.v1.IssueServiceTokenResponse;
import io.mypay.membership.v1.LoginRequest;
import io.mypay.membership.v1.LoginResponse;
import io.mypay.membership.v1.RefreshTokenRequest;
import io.mypay.membership.v1.RefreshTokenResponse;
import io.mypay.membership.v1.RevokeTokenRequest;
import io.mypay.membership.v1.RevokeTokenResponse;
import io.mypay.membership.v1.Tokens;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

/** AuthService on the wire. */
@GrpcService
public class AuthEndpoint implements AuthService {
    private final Logins logins;
    private final RefreshTokens tokens;
    private final ServiceClients clients;

    AuthEndpoint(Logins logins, RefreshTokens tokens, ServiceClients clients) {
        this.logins = logins;
        this.tokens = tokens;
        this.clients = clients;
    }

    @Override
    public Uni<LoginResponse> login(LoginRequest request) {
        var email = Email.typed(request.getEmail());
        return logins.login(email, new Password(request.getPassword())).map(AuthEndpoint::login);
    }

    @Override
    public Uni<RefreshTokenResponse> refreshToken(RefreshTokenRequest request) {
        return tokens.refresh(new RefreshToken(request.getRefreshToken()))
                .map(issued -> RefreshTokenResponse.newBuilder().setTokens(tokens(issued)).build());
    }

    @Override
    public Uni<RevokeTokenResponse> revokeToken(RevokeTokenRequest request) {
        return tokens.revoke(new RefreshToken(request.getRefreshToken()))
                .replaceWith(RevokeTokenResponse.getDefaultInstance());
    }

    @Override
    public Uni<IssueServiceTokenResponse> issueServiceToken(IssueServiceTokenRequest request) {
        return clients.issue(request.getClientId(), request.getClientSecret())
                .map(AuthEndpoint::serviceToken);
    }

    private static LoginResponse login(IssuedTokens issued) {
        var holder = issued.refresh().holder();
        return LoginResponse.newBuilder()
                .setTokens(tokens(issued))
                .setMembershipId(membershipId(holder))
                .addRoles(holder.role().name())
                .build();
    }

    private static String membershipId(Holder holder) {
        return holder.role() == HolderRole.STAFF ? "" : holder.subject().toString();
    }

    private static Tokens tokens(IssuedTokens issued) {
        return Tokens.newBuilder()
                .setAccessToken(issued.access().text())
                .setExpireTime(Protos.proto(issued.access().expiresAt()))
                .setRefreshToken(issued.refresh().token().text())
                .setRefreshExpireTime(Protos.proto(issued.refresh().expiresAt()))
                .build();
    }

    private static IssueServiceTokenResponse serviceToken(AccessToken token) {
        return IssueServiceTokenResponse.newBuilder()
                .setAccessToken(token.text())
                .setExpireTime(Protos.proto(token.expiresAt()))
                .build();
    }
}
