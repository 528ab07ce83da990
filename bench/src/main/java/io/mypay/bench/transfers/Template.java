package io.mypay.bench.transfers;

import com.google.protobuf.MessageLite;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * A request as bytes, with places that are filled in before each call: what takes the place of a
 * text has the same length.
 */
final class Template {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;

    Template(MessageLite example) {
        this.bytes = example.toByteArray();
    }

    /** Where a text of the example lies. It must be there once. */
    int placeOf(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        int first = indexOf(wanted, 0);
        if (first < 0 || indexOf(wanted, first + 1) >= 0) {
            throw new IllegalArgumentException(text + " is not in the request exactly once");
        }
        return first;
    }

    private int indexOf(byte[] wanted, int from) {
        for (int at = from; at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    void put(int place, byte[] text) {
        System.arraycopy(text, 0, bytes, place, text.length);
    }

    void put(int place, UUID id) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        int at = hex(place, high >>> 32, 8);
        at = hex(at + 1, high >>> 16, 4);
        at = hex(at + 1, high, 4);
        at = hex(at + 1, low >>> 48, 4);
        hex(at + 1, low, 12);
    }

    private int hex(int place, long value, int digits) {
        for (int i = 0; i < digits; i++) {
            bytes[place + i] = HEX[(int) (value >>> (4 * (digits - 1 - i))) & 15];
        }
        return place + digits;
    }

    byte[] bytes() {
        return bytes;
    }
}
