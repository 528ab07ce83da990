package io.mypay.banking.vault;

import io.mypay.banking.bank.AccountNumber;
import io.mypay.banking.bank.BankAccount;
import io.mypay.kit.crypto.Sealer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Seals and opens account numbers, each for one row. */
public final class Vault {
    private static final String HMAC = "HmacSHA256";

    private final Sealer sealer;
    private final SecretKey telling;

    /** The secret is 32 bytes in base64; sealing and telling apart get a key each. */
    public Vault(String secret) {
        sealer = Sealer.of(secret, "account numbers");
        var root = new SecretKeySpec(Base64.getDecoder().decode(secret), HMAC);
        telling = new SecretKeySpec(mac(root, "tell account numbers apart"), HMAC);
    }

    public byte[] seal(AccountNumber number, UUID row) {
        return sealer.seal(number.value(), row);
    }

    public AccountNumber open(byte[] sealed, UUID row) {
        return new AccountNumber(sealer.open(sealed, row));
    }

    /** Equal for equal accounts, telling nothing else. */
    public byte[] hmac(BankAccount account) {
        return mac(telling, account.bank() + "/" + account.number().value());
    }

    private static byte[] mac(SecretKey key, String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }
}
