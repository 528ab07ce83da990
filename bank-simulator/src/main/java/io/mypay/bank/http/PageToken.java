package io.mypay.bank.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Where the next page begins: opaque to the caller, the last key of the page before to us. */
public final class PageToken {
    private static final Pattern KEY = Pattern.compile("[0-9]{1,20}");

    private PageToken() {}

    public static String encode(String lastKey) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(lastKey.getBytes(StandardCharsets.US_ASCII));
    }

    public static String decode(String token) {
        String key = new String(bytes(token), StandardCharsets.US_ASCII);
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("must be a next_page_token of this list");
        }
        return key;
    }

    private static byte[] bytes(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("must be a next_page_token of this list", wrong);
        }
    }
}
