package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;

/**
 * A digest of everything a transfer asks for: the first half of the SHA-256 over its fields, each
 * with its length before it, so that no two transfers have the same bytes. It has the shape of a
 * UUID only because that is how PostgreSQL keeps 16 bytes without overhead.
 */
public record Fingerprint(UUID value) {
    public static Fingerprint of(Transfer transfer) {
        var sha = sha256();
        switch (transfer) {
            case Transfer.Single t -> {
                put(sha, "SINGLE", t.from().value(), t.to().value());
                put(sha, t.amount());
            }
            case Transfer.Hold t -> {
                put(sha, "HOLD", t.from().value(), t.to().value());
                put(sha, t.amount());
                put(sha, t.timeout().map(timeout -> timeout.toString()).orElse(""));
            }
            case Transfer.Capture t -> {
                put(sha, "CAPTURE", t.hold().toString(), name(t.to()));
                put(sha, t.amount());
            }
            case Transfer.Release t -> put(sha, "RELEASE", t.hold().toString());
            case Transfer.Expiry t -> put(sha, "EXPIRY", t.hold().toString());
        }
        put(sha, transfer.purpose().code().name(), transfer.purpose().reference());
        put(sha, Boolean.toString(transfer.linked()));
        var digest = ByteBuffer.wrap(sha.digest());
        return new Fingerprint(new UUID(digest.getLong(), digest.getLong()));
    }

    private static void put(MessageDigest sha, Money amount) {
        put(sha, amount.currency().getCurrencyCode(), Long.toString(amount.minorUnits()));
    }

    private static void put(MessageDigest sha, String... fields) {
        for (var field : fields) {
            var bytes = field.getBytes(StandardCharsets.UTF_8);
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            sha.update(bytes);
        }
    }

    private static String name(Optional<AccountName> account) {
        return account.map(AccountName::value).orElse("");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
