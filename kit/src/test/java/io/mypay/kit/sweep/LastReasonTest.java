package io.mypay.kit.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.smallrye.mutiny.TimeoutException;
import org.junit.jupiter.api.Test;

class LastReasonTest {
    @Test
    void a_failure_is_told_in_a_few_words() {
        assertThat(LastReason.of(new Refused(new Common.NeighbourUnavailable("money"))))
                .isEqualTo("NEIGHBOUR_UNAVAILABLE money");
        assertThat(LastReason.of(new Refused(new Common.StorageUnavailable())))
                .isEqualTo("StorageUnavailable");
        assertThat(LastReason.of(new TimeoutException())).isEqualTo("TIMED_OUT");
        assertThat(LastReason.of(Status.DEADLINE_EXCEEDED.asRuntimeException()))
                .isEqualTo("DEADLINE_EXCEEDED");
    }

    @Test
    void a_failures_message_stays_where_it_is() {
        assertThat(LastReason.of(new IllegalStateException("account 110123456789")))
                .isEqualTo("IllegalStateException");
    }
}
