package io.mypay.membership.key;

/** A JSON Web Key with its private part, readable only with this service's key secret. */
public record SealedJwk(byte[] bytes) {
    @Override
    public String toString() {
        return "SealedJwk[" + bytes.length + " bytes]";
    }
}
