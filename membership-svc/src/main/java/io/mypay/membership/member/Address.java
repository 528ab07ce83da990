package io.mypay.membership.member;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A postal address: its parts by their names in google.type.PostalAddress, such as {@code
 * sublocality} for the district. What is empty is left out, so two equal addresses are equal.
 */
public record Address(Map<String, String> parts, List<String> lines, List<String> recipients) {
    public static final Address NONE = new Address(Map.of(), List.of(), List.of());

    public static final String DISTRICT = "sublocality";

    private static final int TEXT_MAX = 200;
    private static final int LINES_MAX = 10;

    public Address {
        parts.forEach(Address::check);
        check("address_lines", lines);
        check("recipients", recipients);
        parts = new TreeMap<>(parts);
        parts.values().removeIf(String::isEmpty);
        parts = Map.copyOf(parts);
        lines = List.copyOf(lines);
        recipients = List.copyOf(recipients);
    }

    /** Empty when unknown. */
    public String district() {
        return part(DISTRICT);
    }

    public String part(String name) {
        return parts.getOrDefault(name, "");
    }

    private static void check(String field, List<String> texts) {
        if (texts.size() > LINES_MAX) {
            throw refused(field, "must have at most 10 entries");
        }
        texts.forEach(text -> check(field, text));
    }

    private static void check(String field, String text) {
        if (text.length() > TEXT_MAX) {
            throw refused(field, "must have at most 200 characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw refused(field, "must not have control characters");
        }
    }

    private static Refused refused(String field, String description) {
        return new Refused(new Common.InvalidField("address." + field, description));
    }

    /** Personal data; for logs there is the membership_id. */
    @Override
    public String toString() {
        return "Address[…]";
    }
}
