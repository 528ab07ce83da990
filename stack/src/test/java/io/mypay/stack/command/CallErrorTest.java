package io.mypay.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class CallErrorTest {

    @Test
    void a_refusal_shows_code_reason_metadata_and_when_to_retry() {
        String text =
                CallError.inPlainWords(
                        error(
                                "failed_precondition",
                                ErrorInfo.newBuilder()
                                        .setReason("INSUFFICIENT_FUNDS")
                                        .setDomain("mypay.money")
                                        .putMetadata("missing_minor_units", "300")
                                        .build(),
                                RetryInfo.newBuilder()
                                        .setRetryDelay(Duration.newBuilder().setNanos(500_000_000))
                                        .build()));
        assertThat(text.lines())
                .containsExactly(
                        "FAILED_PRECONDITION · INSUFFICIENT_FUNDS (mypay.money)",
                        "  what happened",
                        "  missing_minor_units: 300",
                        "  try again after 0.5 s");
    }

    @Test
    void bad_input_shows_each_field() {
        BadRequest.FieldViolation.Builder amount =
                BadRequest.FieldViolation.newBuilder()
                        .setField("amount.minor_units")
                        .setDescription("must be greater than 0");
        String text =
                CallError.inPlainWords(
                        error(
                                "invalid_argument",
                                BadRequest.newBuilder().addFieldViolations(amount).build()));
        assertThat(text.lines())
                .containsExactly(
                        "INVALID_ARGUMENT",
                        "  what happened",
                        "  field amount.minor_units: must be greater than 0");
    }

    @Test
    void what_is_no_status_is_shown_as_it_is() {
        assertThat(CallError.inPlainWords("Failure: connection refused\n"))
                .isEqualTo("Failure: connection refused");
    }

    private static String error(String code, Message... details) {
        StringBuilder list = new StringBuilder();
        for (Message detail : details) {
            list.append(list.isEmpty() ? "" : ",")
                    .append("{\"type\":\"")
                    .append(detail.getDescriptorForType().getFullName())
                    .append("\",\"value\":\"")
                    .append(
                            Base64.getEncoder()
                                    .withoutPadding()
                                    .encodeToString(detail.toByteArray()))
                    .append("\"}");
        }
        return "{\"code\":\"%s\",\"message\":\"what happened\",\"details\":[%s]}"
                .formatted(code, list);
    }
}
