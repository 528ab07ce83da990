package io.mypay.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mypay.stack.Folders;
import io.mypay.stack.Home;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GuardianTest {

    @Test
    void nothing_outlives_an_owner_that_was_killed() throws Exception {
        Process owner =
                new ProcessBuilder(
                                Home.java(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Owner.class.getName())
                        .start();
        long child;
        Path folder;
        try (BufferedReader said = owner.inputReader()) {
            child = Long.parseLong(said.readLine());
            folder = Path.of(said.readLine());
        }
        assertThat(ProcessHandle.of(child)).isPresent();
        assertThat(folder).exists();

        owner.destroyForcibly();

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> {
                    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
                    assertThat(folder).doesNotExist();
                });
    }

    /** A JVM that starts a process in a temporary folder and then waits to be killed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Folders.temporary("guardian-test");
            Files.createFile(folder.resolve("some data"));
            Child child =
                    Child.start(
                            new Launch(
                                    "sleeper",
                                    List.of("sleep", "1000"),
                                    Map.of(),
                                    folder,
                                    folder.resolve("sleeper.log"),
                                    folder.resolve("sleeper.pid"),
                                    StopSignal.TERM,
                                    () -> {},
                                    Duration.ofSeconds(1)));
            System.out.println(child.pid());
            System.out.println(folder);
            child.onExit().join();
        }
    }
}
