package io.mypay.stack.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.RetryInfo;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** A refused call as a person wants to read it: code, reason, what was wrong with which field. */
final class CallError {
    private CallError() {}

    /**
     * @param error what buf wrote to its standard error: JSON for a gRPC status, else a sentence
     */
    static String inPlainWords(String error) {
        int start = error.indexOf('{');
        if (start < 0) {
            return error.strip();
        }
        try {
            return inPlainWords(new JsonMapper().readTree(error.substring(start)));
        } catch (JsonProcessingException | InvalidProtocolBufferException _) {
            return error.strip();
        }
    }

    private static String inPlainWords(JsonNode status) throws InvalidProtocolBufferException {
        List<String> lines = new ArrayList<>();
        lines.add(status.path("code").asText().toUpperCase(Locale.ROOT));
        lines.add("  " + status.path("message").asText());
        for (JsonNode detail : status.path("details")) {
            byte[] value = Base64.getDecoder().decode(detail.path("value").asText());
            switch (detail.path("type").asText()) {
                case "google.rpc.ErrorInfo" -> reason(ErrorInfo.parseFrom(value), lines);
                case "google.rpc.BadRequest" -> fields(BadRequest.parseFrom(value), lines);
                case "google.rpc.PreconditionFailure" ->
                        preconditions(PreconditionFailure.parseFrom(value), lines);
                case "google.rpc.RetryInfo" -> retry(RetryInfo.parseFrom(value), lines);
                default -> {}
            }
        }
        return String.join("\n", lines);
    }

    /** The reason stands beside the code, where one looks first. */
    private static void reason(ErrorInfo info, List<String> lines) {
        lines.set(0, lines.getFirst() + " · " + info.getReason() + " (" + info.getDomain() + ")");
        info.getMetadataMap().forEach((key, value) -> lines.add("  " + key + ": " + value));
    }

    private static void fields(BadRequest bad, List<String> lines) {
        bad.getFieldViolationsList()
                .forEach(field ->
                        lines.add("  field " + field.getField() + ": " + field.getDescription()));
    }

    private static void preconditions(PreconditionFailure failure, List<String> lines) {
        failure.getViolationsList()
                .forEach(one -> lines.add("  " + one.getSubject() + ": " + one.getDescription()));
    }

    private static void retry(RetryInfo info, List<String> lines) {
        double seconds = info.getRetryDelay().getSeconds() + info.getRetryDelay().getNanos() / 1e9;
        lines.add("  try again after %.1f s".formatted(seconds));
    }
}
