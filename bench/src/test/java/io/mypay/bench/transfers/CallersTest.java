package io.mypay.bench.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mypay.bench.load.Caller;
import io.mypay.money.v1.PostTransfersRequest;
import io.mypay.money.v1.PostTransfersResponse;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferKind;
import io.mypay.money.v1.TransferResult;
import io.mypay.money.v1.TransferResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the templates come to once they are filled in. */
final class CallersTest {
    private final Book book = new Book();

    @Test
    void a_plain_transfer_is_between_two_members_of_the_book_with_a_fresh_id() throws Exception {
        Plain caller = new Plain(book);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            Transfer transfer = transfers(caller).getFirst();
            assertThat(book.names()).contains(transfer.getFromAccount(), transfer.getToAccount());
            assertThat(transfer.getFromAccount()).isNotEqualTo(transfer.getToAccount());
            assertThat(transfer.getKind()).isEqualTo(TransferKind.TRANSFER_KIND_SINGLE);
            assertThat(ids.add(transfer.getTransferId())).isTrue();
            assertIsOfNow(transfer.getTransferId());
        }
    }

    @Test
    void half_of_the_hot_transfers_credit_the_one_merchant() throws Exception {
        Hot caller = new Hot(book);
        int toMerchant = 0;
        for (int i = 0; i < 1000; i++) {
            if (transfers(caller).getFirst().getToAccount().startsWith("merchant/")) {
                toMerchant++;
            }
        }
        assertThat(toMerchant).isBetween(400, 600);
    }

    @Test
    void a_hold_is_captured_by_the_next_call() throws Exception {
        Holds caller = new Holds(book);
        Transfer hold = transfers(caller).getFirst();
        assertThat(caller.answered(answer(Outcome.OUTCOME_APPLIED))).isEqualTo(1);
        assertThat(balances()).containsOnly(0L);
        Transfer capture = transfers(caller).getFirst();
        caller.answered(answer(Outcome.OUTCOME_APPLIED));
        assertThat(hold.getKind()).isEqualTo(TransferKind.TRANSFER_KIND_HOLD);
        assertThat(capture.getKind()).isEqualTo(TransferKind.TRANSFER_KIND_CAPTURE);
        assertThat(capture.getHoldId()).isEqualTo(hold.getTransferId());
        assertThat(balances()).contains(1L, -1L);
        assertThat(book.posted()).isEqualTo(2);
    }

    @Test
    void linked_transfers_are_two_that_leave_one_account() throws Exception {
        List<Transfer> both = transfers(new Linked(book));
        assertThat(both).extracting(Transfer::getLinked).containsExactly(true, false);
        assertThat(both.getFirst().getFromAccount()).isEqualTo(both.getLast().getFromAccount());
        assertThat(both.getFirst().getTransferId()).isNotEqualTo(both.getLast().getTransferId());
    }

    @Test
    void only_what_was_applied_enters_the_book() throws Exception {
        Plain caller = new Plain(book);
        Transfer transfer = transfers(caller).getFirst();
        assertThatThrownBy(() -> caller.answered(answer(Outcome.OUTCOME_REPLAYED)))
                .isInstanceOf(Caller.WrongAnswer.class)
                .hasMessage("OUTCOME_REPLAYED");
        assertThatThrownBy(() -> caller.answered(answer())).hasMessage("0 results for 1 transfers");
        assertThat(book.posted()).isZero();
        caller.answered(answer(Outcome.OUTCOME_APPLIED));
        assertThat(book.posted()).isEqualTo(1);
        assertThat(book.balance(book.names().indexOf(transfer.getToAccount()))).isEqualTo(1);
    }

    @Test
    void an_echo_is_as_long_as_a_transfer() {
        assertThat(new Echo().request().length)
                .isCloseTo(
                        new Plain(book).request().length, org.assertj.core.data.Offset.offset(2));
    }

    private static List<Transfer> transfers(Caller caller) throws InvalidProtocolBufferException {
        return PostTransfersRequest.parseFrom(caller.request()).getTransfersList();
    }

    private static byte[] answer(Outcome... outcomes) {
        PostTransfersResponse.Builder answer = PostTransfersResponse.newBuilder();
        for (Outcome outcome : outcomes) {
            answer.addResults(TransferResult.newBuilder().setOutcome(outcome));
        }
        return answer.build().toByteArray();
    }

    private List<Long> balances() {
        return IntStream.range(0, book.names().size()).mapToObj(book::balance).toList();
    }

    private static void assertIsOfNow(String text) {
        UUID id = UUID.fromString(text);
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        Instant made = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
        assertThat(Duration.between(made, Instant.now())).isLessThan(Duration.ofMinutes(1));
    }
}
