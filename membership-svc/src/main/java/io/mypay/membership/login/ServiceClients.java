package io.mypay.membership.login;

import io.mypay.kit.auth.Role;
import io.mypay.kit.refusal.Refused;
import io.mypay.membership.MembershipRefusal;
import io.mypay.membership.Sha256;
import io.mypay.membership.key.AccessToken;
import io.mypay.membership.key.AccessTokens;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Services and partners' servers that log in with a secret of their own. The environment lists them
 * ({@code banking=…,money=…}); their secrets are random and long, so a fast hash does.
 */
@ApplicationScoped
public class ServiceClients {
    private static final byte[] NOBODYS = Sha256.of("");

    private final Map<String, byte[]> secrets;
    private final AccessTokens tokens;
    private final Clock clock = Clock.systemUTC();

    ServiceClients(
            @ConfigProperty(name = "MYPAY_CLIENT_SECRETS") String list, AccessTokens tokens) {
        this.secrets = parse(list);
        this.tokens = tokens;
    }

    public Uni<AccessToken> issue(String clientId, String clientSecret) {
        if (!isRight(clientId, clientSecret)) {
            return Uni.createFrom().failure(new Refused(new MembershipRefusal.CredentialsWrong()));
        }
        return tokens.issue(clientId, Role.SERVICE, clock.instant());
    }

    // Digests are compared, in constant time: neither length nor a common beginning shows.
    private boolean isRight(String clientId, String clientSecret) {
        var known = secrets.getOrDefault(clientId, NOBODYS);
        return MessageDigest.isEqual(known, Sha256.of(clientSecret))
                && secrets.containsKey(clientId);
    }

    static Map<String, byte[]> parse(String list) {
        var clients = new HashMap<String, byte[]>();
        for (var entry : list.split(",", -1)) {
            var equals = entry.indexOf('=');
            if (equals < 1 || equals == entry.length() - 1) {
                throw new IllegalStateException("MYPAY_CLIENT_SECRETS must be name=secret,…");
            }
            var name = entry.substring(0, equals).strip();
            if (clients.put(name, Sha256.of(entry.substring(equals + 1).strip())) != null) {
                throw new IllegalStateException("MYPAY_CLIENT_SECRETS names " + name + " twice");
            }
        }
        return Map.copyOf(clients);
    }
}
