package io.mypay.kit.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals short texts for a database column with AES-256-GCM. What is sealed for one row opens only
 * together with that row's id, so nobody can make a text somebody else's by copying it.
 *
 * <p>Sealed bytes are: key version, nonce, ciphertext with tag.
 */
public final class Sealer {
    private static final byte KEY_VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;

    private Sealer(SecretKey key) {
        this.key = key;
    }

    /**
     * A sealer with a key for this purpose.
     *
     * @param secret 32 bytes in base64
     * @param purpose gives a key of its own: what is learned of one must not help with another
     */
    public static Sealer of(String secret, String purpose) {
        var bytes = Base64.getDecoder().decode(secret);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key must have " + KEY_BYTES + " bytes");
        }
        return new Sealer(new SecretKeySpec(derive(bytes, purpose), "AES"));
    }

    public byte[] seal(String text, UUID row) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var plain = text.getBytes(StandardCharsets.UTF_8);
        var ciphertext = run(Cipher.ENCRYPT_MODE, nonce, row, plain);
        return ByteBuffer.allocate(1 + NONCE_BYTES + ciphertext.length)
                .put(KEY_VERSION)
                .put(nonce)
                .put(ciphertext)
                .array();
    }

    /** Fails for what was sealed under another key or for another row, or was changed since. */
    public String open(byte[] sealed, UUID row) {
        var in = ByteBuffer.wrap(sealed);
        if (sealed.length <= 1 + NONCE_BYTES || in.get() != KEY_VERSION) {
            throw new IllegalStateException("not sealed with a key that is known here");
        }
        var nonce = new byte[NONCE_BYTES];
        in.get(nonce);
        var ciphertext = new byte[in.remaining()];
        in.get(ciphertext);
        return new String(run(Cipher.DECRYPT_MODE, nonce, row, ciphertext), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, UUID row, byte[] input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(
                    ByteBuffer.allocate(Long.BYTES * 2)
                            .putLong(row.getMostSignificantBits())
                            .putLong(row.getLeastSignificantBits())
                            .flip());
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what is sealed here does not open", e);
        }
    }

    private static byte[] derive(byte[] secret, String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }
}
