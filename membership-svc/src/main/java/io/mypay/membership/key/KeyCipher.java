package io.mypay.membership.key;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps private keys from whoever reads the database: AES-256-GCM, a fresh nonce in front, the
 * key's id authenticated along, so that one row's secret cannot be put into another row.
 */
@ApplicationScoped
public class KeyCipher {
    private static final int SECRET_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey secret;
    private final SecureRandom random = new SecureRandom();

    KeyCipher(@ConfigProperty(name = "MYPAY_KEY_SECRET") String secret) {
        this.secret = decode(secret);
    }

    SealedJwk seal(KeyId id, String jwk) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var text = run(Cipher.ENCRYPT_MODE, id, nonce, jwk.getBytes(StandardCharsets.UTF_8));
        return new SealedJwk(
                ByteBuffer.allocate(nonce.length + text.length).put(nonce).put(text).array());
    }

    String open(KeyId id, SealedJwk sealed) {
        var bytes = ByteBuffer.wrap(sealed.bytes());
        var nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        var text = new byte[bytes.remaining()];
        bytes.get(text);
        return new String(run(Cipher.DECRYPT_MODE, id, nonce, text), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, KeyId id, byte[] nonce, byte[] input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(id.toString().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "signing key " + id + " does not fit MYPAY_KEY_SECRET", e);
        }
    }

    private static SecretKey decode(String text) {
        // The decoder's message would quote the secret.
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException _) {
            throw new IllegalStateException("MYPAY_KEY_SECRET is not base64");
        }
        if (bytes.length != SECRET_BYTES) {
            throw new IllegalStateException("MYPAY_KEY_SECRET must be 32 bytes in base64");
        }
        return new SecretKeySpec(bytes, "AES");
    }
}
