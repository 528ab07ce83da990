package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.e2e.StackExtension.Platform;
import io.mypay.e2e.chaos.ChaosRun;
import io.mypay.e2e.chaos.Fault;
import io.mypay.e2e.chaos.Schedule;
import io.mypay.e2e.chaos.Schedule.Planned;
import io.mypay.stack.Service;
import io.mypay.stack.process.Supervised;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two processes of every service under a mixed load of all journeys. Each test ends with the audit:
 * every command once, every won where it belongs, nothing under way, nothing dead. The last of all,
 * because others expect one process of each.
 */
@Order(Integer.MAX_VALUE)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StackExtension.class)
class TwoOfEverythingTest {

    private static final Duration STORM = Duration.ofSeconds(45);

    /** Draws fourteen faults of seven kinds; {@code ./mypay chaos} draws others. */
    private static final long SEED = 161_324_085;

    private static List<Supervised> seconds;

    @BeforeAll
    static void a_second_process_of_every_service(Platform platform) throws InterruptedException {
        seconds = platform.stack().startAnotherOfEach();
    }

    @AfterAll
    static void one_of_each_for_whoever_comes_next() {
        seconds.forEach(Supervised::stop);
    }

    /** The first, because its clerks settle the business date, which a stack can do once. */
    @Test
    @Order(1)
    void a_storm_of_faults_loses_nothing_and_does_nothing_twice(Platform platform)
            throws InterruptedException {
        long seed = Long.getLong("mypay.seed", SEED);

        ChaosRun.Result result = assertHolds(platform, Schedule.drawn(seed, STORM));

        assertThat(result.settled()).as("settled in the middle of it").isTrue();
    }

    @Test
    void relays_sweepers_and_consumers_of_both_do_each_piece_of_work_once(Platform platform)
            throws InterruptedException {
        Messages messages = new Messages(platform.stack().kafkaBootstrapServers());
        Set<String> before = timesEachWasPublished(messages).keySet();

        assertHolds(platform, new Schedule(1, Duration.ofSeconds(10), List.of()));

        Map<String, Long> published = timesEachWasPublished(messages);
        published.keySet().removeAll(before);
        assertThat(published.values())
                .as("times that each message was published")
                .hasSizeGreaterThan(50)
                .containsOnly(1L);
    }

    @Test
    void any_service_killed_at_any_step_ends_every_saga_by_itself(Platform platform)
            throws InterruptedException {
        List<Planned> kills = new ArrayList<>();
        for (Service service : Service.MYPAY) {
            Duration at = Duration.ofSeconds(2 + 3L * kills.size());
            kills.add(new Planned(at, new Fault.Kill(service.name())));
        }

        assertHolds(platform, new Schedule(2, Duration.ofSeconds(20), kills));
    }

    private static ChaosRun.Result assertHolds(Platform platform, Schedule schedule)
            throws InterruptedException {
        ChaosRun run =
                new ChaosRun(
                        platform.stack(),
                        schedule,
                        platform.stack().logs().resolve("journal-" + schedule.seed() + ".log"),
                        System.out::println);
        ChaosRun.Result result = run.run();
        System.out.println(result.verdict() + " " + result.faults());
        assertThat(result.findings().all())
                .as("again with -Dmypay.seed=" + schedule.seed())
                .isEmpty();
        return result;
    }

    /**
     * By the id that every message of MyPay carries; what other tests have put into its topics as
     * poison has none.
     */
    private static Map<String, Long> timesEachWasPublished(Messages messages) {
        return messages.all(Messages.topics()).stream()
                .map(message -> message.headers().lastHeader(Messages.ID))
                .filter(Objects::nonNull)
                .map(Header::value)
                .map(id -> new String(id, StandardCharsets.UTF_8))
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    }
}
