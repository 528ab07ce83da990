package io.mypay.membership.member;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.TreeMap;

/** Addresses as the database keeps them. */
final class AddressJson {
    private static final String LINES = "address_lines";
    private static final String RECIPIENTS = "recipients";

    private AddressJson() {}

    static JsonObject encode(Address address) {
        var json = new JsonObject();
        address.parts().forEach(json::put);
        if (!address.lines().isEmpty()) {
            json.put(LINES, new JsonArray(address.lines()));
        }
        if (!address.recipients().isEmpty()) {
            json.put(RECIPIENTS, new JsonArray(address.recipients()));
        }
        return json;
    }

    static Address decode(JsonObject json) {
        var parts = new TreeMap<String, String>();
        json.fieldNames().stream()
                .filter(name -> !name.equals(LINES) && !name.equals(RECIPIENTS))
                .forEach(name -> parts.put(name, json.getString(name)));
        return new Address(parts, texts(json, LINES), texts(json, RECIPIENTS));
    }

    private static List<String> texts(JsonObject json, String name) {
        return json.getJsonArray(name, new JsonArray()).stream().map(String.class::cast).toList();
    }
}
