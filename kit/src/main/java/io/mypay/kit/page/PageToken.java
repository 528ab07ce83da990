package io.mypay.kit.page;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the next page starts: the sort key of the last item given. Opaque to callers, versioned,
 * and no secret; an instant keeps all its nanoseconds, since a rounded key would skip or repeat
 * rows.
 */
public record PageToken(List<String> values) {
    private static final String VERSION = "1";
    private static final String SEPARATOR = "\u001f";
    private static final int MAX_LENGTH = 1024;

    public PageToken {
        values = List.copyOf(values);
    }

    /**
     * Each value is a String, Long, Instant, LocalDate or UUID: what its toString gives can be read
     * back.
     */
    public static PageToken of(Object... keyset) {
        var values = new ArrayList<String>();
        for (var value : keyset) {
            values.add(value.toString());
        }
        return new PageToken(values);
    }

    /** Empty for the first page; refuses what is no token of {@code size} values. */
    public static Optional<PageToken> parse(String token, int size) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        var parts = List.of(decode(token).split(SEPARATOR, -1));
        if (parts.size() != size + 1 || !parts.getFirst().equals(VERSION)) {
            throw invalid();
        }
        return Optional.of(new PageToken(parts.subList(1, parts.size())));
    }

    public String encode() {
        var text = VERSION + SEPARATOR + String.join(SEPARATOR, values);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    public String text(int index) {
        return values.get(index);
    }

    public Instant instant(int index) {
        try {
            return Instant.parse(values.get(index));
        } catch (DateTimeException _) {
            throw invalid();
        }
    }

    public UUID uuid(int index) {
        try {
            return UUID.fromString(values.get(index));
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
    }

    public long number(int index) {
        try {
            return Long.parseLong(values.get(index));
        } catch (NumberFormatException _) {
            throw invalid();
        }
    }

    private static String decode(String token) {
        if (token.length() > MAX_LENGTH) {
            throw invalid();
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException | CharacterCodingException _) {
            throw invalid();
        }
    }

    private static Refused invalid() {
        return new Refused(new Common.PageTokenInvalid());
    }
}
