package io.mypay.membership.login;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.membership.People.auth;

import io.mypay.kit.testing.GrpcErrors;
import io.mypay.membership.v1.RefreshTokenRequest;

/** A client that keeps its login alive. */
final class Refreshing {
    private Refreshing() {}

    /** The token that follows. */
    static String next(String token) {
        return auth().refreshToken(request(token)).getTokens().getRefreshToken();
    }

    static GrpcErrors error(String token) {
        return errorOf(() -> auth().refreshToken(request(token)));
    }

    static RefreshTokenRequest request(String token) {
        return RefreshTokenRequest.newBuilder().setRefreshToken(token).build();
    }
}
