package io.mypay.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SupervisedTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir Path folder;

    private final List<String> reported = new CopyOnWriteArrayList<>();

    @Test
    void a_killed_process_is_reported_and_started_again() throws Exception {
        Supervised process = started("exec sleep 1000");
        long first = process.pid();
        process.kill();
        process.awaitReady(SOON);
        assertThat(process.pid()).isNotEqualTo(first);
        assertThat(process.restarts()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(reported).hasSize(2));
        assertThat(reported.getFirst()).contains("dummy died with exit code 137");
        assertThat(reported.getLast()).isEqualTo("dummy is ready again");
        process.stop();
    }

    @Test
    void a_process_that_keeps_dying_is_started_again_and_again() throws Exception {
        Path dying = folder.resolve("dying");
        Supervised process = started("[ ! -e " + dying + " ] || exit 3; exec sleep 1000");
        Files.createFile(dying);
        process.kill();
        await().atMost(SOON).until(() -> process.restarts() >= 3);
        Files.delete(dying);
        process.awaitReady(SOON);
        process.stop();
        assertThat(reported).anyMatch(line -> line.contains("exit code 3"));
    }

    @Test
    void a_stopped_process_stays_down_until_it_is_started() throws Exception {
        Supervised process = started("exec sleep 1000");
        long first = process.pid();
        process.stop();
        assertThat(process.state()).isEqualTo(Supervised.State.STOPPED);
        assertThat(ProcessHandle.of(first)).isEmpty();
        process.start();
        process.awaitStarted();
        assertThat(process.state()).isEqualTo(Supervised.State.READY);
        process.stop();
        assertThat(reported).isEmpty();
    }

    @Test
    void a_paused_process_and_its_children_stand_still_until_resumed() throws Exception {
        Path ticks = folder.resolve("ticks");
        Supervised process =
                started(
                        // Supervision may have started it again before it is stopped.
                        "trap 'kill $!; exit' TERM; (while :; do echo tick >> %s; sleep 0.02; done) & wait"
                                .formatted(ticks));
        await().until(() -> Files.exists(ticks));

        process.pause();
        AtomicLong seen = new AtomicLong();
        await().during(Duration.ofMillis(300))
                .atMost(SOON)
                .until(() -> seen.getAndSet(Files.size(ticks)) == Files.size(ticks));
        process.resume();

        await().atMost(SOON).until(() -> Files.size(ticks) > seen.get());
        long child =
                ProcessHandle.of(process.pid())
                        .orElseThrow()
                        .children()
                        .findAny()
                        .orElseThrow()
                        .pid();
        process.kill();
        await().atMost(SOON).until(() -> ProcessHandle.of(child).isEmpty());
        process.stop();
    }

    @Test
    void a_process_that_ends_at_once_fails_the_start_with_its_last_words() {
        Supervised process =
                supervised(
                        "echo out of luck; exit 7",
                        () -> {
                            throw new IllegalStateException("no answer");
                        });
        process.start();
        assertThatThrownBy(process::awaitStarted)
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("dummy: ended with exit code 7")
                .hasMessageContaining("out of luck");
        process.stop();
    }

    @Test
    void a_process_that_never_answers_fails_the_start_with_the_reason() {
        Supervised process =
                supervised(
                        "exec sleep 1000",
                        () -> {
                            throw new IllegalStateException("still warming up");
                        });
        process.start();
        assertThatThrownBy(process::awaitStarted)
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("not ready after 1 s: still warming up");
        process.stop();
    }

    @Test
    void what_a_crashed_owner_left_running_is_ended_by_the_next_start() throws Exception {
        Process orphan = new ProcessBuilder("sleep", "1000").start();
        new PidFile(folder.resolve("dummy.pid")).write(orphan.toHandle());
        Supervised process = started("exec sleep 1000");
        assertThat(orphan.isAlive()).isFalse();
        process.stop();
    }

    @Test
    void a_stranger_with_a_reused_process_id_is_left_alone() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "1000").start();
        Files.writeString(folder.resolve("dummy.pid"), stranger.pid() + " 1234567890000\n");
        Supervised process = started("exec sleep 1000");
        assertThat(stranger.isAlive()).isTrue();
        process.stop();
        stranger.destroyForcibly();
    }

    private Supervised started(String script) throws InterruptedException {
        Supervised process = supervised(script, () -> {});
        process.start();
        process.awaitStarted();
        return process;
    }

    private Supervised supervised(String script, Probe probe) {
        Launch launch =
                new Launch(
                        "dummy",
                        List.of("/bin/sh", "-c", script),
                        Map.of(),
                        folder,
                        folder.resolve("dummy.log"),
                        folder.resolve("dummy.pid"),
                        StopSignal.TERM,
                        probe,
                        Duration.ofSeconds(1));
        return new Supervised(launch, reported::add, () -> {});
    }
}
