package io.mypay.bank.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A JSON object that was sent, read strictly: a number is not a string, an amount is not a
 * fraction, and a field nobody knows is refused, since it is a mistyped one. A null is an absent
 * field.
 */
public final class Body {
    private static final ObjectReader STRICT =
            JsonMapper.builder()
                    .build()
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final String path;
    private final JsonNode object;

    private Body(String path, JsonNode object, Set<String> known) {
        this.path = path;
        this.object = object;
        object.fieldNames()
                .forEachRemaining(name -> {
                    if (!known.contains(name)) {
                        throw Field.malformed(path + name, "is not a field of this");
                    }
                });
    }

    public static Body parse(String json, Set<String> known) {
        JsonNode node = tree(json);
        if (!node.isObject()) {
            throw Field.malformed("body", "must be a JSON object");
        }
        return new Body("", node, known);
    }

    public Body object(String name, Set<String> known) {
        JsonNode node = present(name);
        if (!node.isObject()) {
            throw Field.malformed(path + name, "must be an object");
        }
        return new Body(path + name + ".", node, known);
    }

    public <T> T text(String name, Function<String, T> parser) {
        return Field.read(path + name, string(name, present(name)), parser);
    }

    public <T> Optional<T> optionalText(String name, Function<String, T> parser) {
        return node(name).map(node -> Field.read(path + name, string(name, node), parser));
    }

    /** Free text for people to read: not blank, bounded, without control characters. */
    public static Function<String, String> words(int lengthMax) {
        return text -> {
            if (text.isBlank() || text.length() > lengthMax) {
                throw new IllegalArgumentException("must have 1 to " + lengthMax + " characters");
            }
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("must not contain control characters");
            }
            return text;
        };
    }

    public long integer(String name, long min, long max) {
        return integer(name, present(name), min, max);
    }

    public Optional<Long> optionalInteger(String name, long min, long max) {
        return node(name).map(node -> integer(name, node, min, max));
    }

    public boolean flag(String name) {
        return node(name).map(node -> flag(name, node)).orElse(false);
    }

    private static JsonNode tree(String json) {
        try {
            // An empty text has no tree at all.
            return Optional.ofNullable(json)
                    .filter(text -> !text.isBlank())
                    .map(Body::parsed)
                    .orElseGet(MissingNode::getInstance);
        } catch (IllegalArgumentException wrong) {
            throw Field.malformed("body", wrong.getMessage());
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return STRICT.readTree(json);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("is not JSON: " + wrong.getOriginalMessage(), wrong);
        }
    }

    private JsonNode present(String name) {
        return node(name).orElseThrow(() -> Field.malformed(path + name, "is required"));
    }

    private Optional<JsonNode> node(String name) {
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }

    private String string(String name, JsonNode node) {
        if (!node.isTextual()) {
            throw Field.malformed(path + name, "must be a string");
        }
        return node.textValue();
    }

    private long integer(String name, JsonNode node, long min, long max) {
        boolean whole = node.isIntegralNumber() && node.canConvertToLong();
        if (!whole || node.longValue() < min || node.longValue() > max) {
            throw Field.malformed(path + name, "must be a whole number from " + min + " to " + max);
        }
        return node.longValue();
    }

    private boolean flag(String name, JsonNode node) {
        if (!node.isBoolean()) {
            throw Field.malformed(path + name, "must be true or false");
        }
        return node.booleanValue();
    }
}
