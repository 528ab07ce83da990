package io.mypay.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.e2e.chaos.Schedule.Planned;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Duration LASTING = Duration.ofMinutes(3);

    @Test
    void the_same_seed_draws_the_same_schedule() {
        assertThat(Schedule.drawn(7, LASTING)).isEqualTo(Schedule.drawn(7, LASTING));
    }

    @Test
    void another_seed_draws_another_one() {
        assertThat(Schedule.drawn(7, LASTING).faults())
                .isNotEqualTo(Schedule.drawn(8, LASTING).faults());
    }

    @Test
    void faults_come_all_the_time_and_in_their_order() {
        assertThat(Schedule.drawn(7, LASTING).faults())
                .hasSizeBetween(40, 120)
                .extracting(Planned::at)
                .isSorted();
    }

    @Test
    void some_seeds_draw_every_kind_of_fault() {
        assertThat(LongStream.range(0, 20).boxed())
                .flatMap(seed -> Schedule.drawn(seed, LASTING).faults())
                .extracting(planned -> planned.fault().kind())
                .contains(
                        "killed",
                        "paused",
                        "restarted",
                        "cut off",
                        "requests held",
                        "answers held",
                        "bank slow",
                        "bank failing",
                        "bank declining",
                        "bank down",
                        "bank silent after it moved the cash",
                        "messages repeated");
    }
}
