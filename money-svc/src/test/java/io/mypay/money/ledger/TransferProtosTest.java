package io.mypay.money.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.money.v1.TransferCode;
import io.mypay.money.v1.TransferResult;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class TransferProtosTest {
    @Test
    void every_outcome_has_its_message_and_they_stand_in_the_same_order() {
        assertThat(Arrays.stream(Outcome.values()).map(TransferProtos::outcome))
                .containsExactlyElementsOf(
                        EnumSet.range(
                                TransferResult.Outcome.OUTCOME_APPLIED,
                                TransferResult.Outcome.OUTCOME_LINKED_TRANSFER_FAILED));
    }

    @Test
    void every_code_has_its_message() {
        var codes =
                EnumSet.complementOf(
                        EnumSet.of(
                                TransferCode.TRANSFER_CODE_UNSPECIFIED, TransferCode.UNRECOGNIZED));

        assertThat(codes.stream().map(TransferProtos::code)).containsExactly(Code.values());
    }
}
