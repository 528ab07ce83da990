package io.mypay.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.stack.Home;
import io.mypay.stack.command.Shell.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When {@code mypay} calls Maven, and what it makes of the outcome; a small script stands in for
 * Maven.
 */
final class ScriptBuildTest {
    private static final String BUILDS_EVERYTHING =
            """
            #!/usr/bin/env bash
            echo "maven $*" >> calls
            mkdir -p {bench,e2e,stack}/target/lib money-svc/target/surefire-reports
            for module in bank-simulator {membership,banking,money,remittance,payment,settlement}-svc; do
                mkdir -p "$module/target/quarkus-app"
                touch "$module/target/quarkus-app/quarkus-run.jar"
            done
            """;
    private static final String TESTS_TOO =
            BUILDS_EVERYTHING
                    + """
                    for name in One Two; do
                        echo '<testsuite name="x" time="1" tests="21" errors="0">' \\
                            > money-svc/target/surefire-reports/TEST-$name.xml
                    done
                    """;

    @TempDir Path home;

    @BeforeEach
    void checkout() throws IOException {
        Shell.program(home.resolve("mypay"), Files.readString(Home.find().root().resolve("mypay")));
        Files.createDirectories(home.resolve("money-svc/src/main/java"));
        Files.writeString(home.resolve("money-svc/src/main/java/Money.java"), "class Money {}");
        Files.writeString(home.resolve(".gitignore"), "target/\ncalls\n");
    }

    @Test
    void it_builds_once_and_again_when_a_source_is_newer() throws Exception {
        maven(BUILDS_EVERYTHING);
        assertThat(build().text()).contains("building");
        assertThat(build().text()).isEmpty();
        Files.setLastModifiedTime(
                home.resolve("money-svc/src/main/java/Money.java"),
                FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(build().text()).contains("building");
        assertThat(calls()).hasSize(2).allMatch(call -> call.contains("-DskipTests package"));
    }

    @Test
    void a_failed_build_says_so_and_is_tried_again() throws Exception {
        maven("#!/usr/bin/env bash\necho maven >> calls\nexit 1\n");
        Ended failed = build();
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.text()).contains("the build failed");
        build();
        assertThat(calls()).hasSize(2);
    }

    @Test
    void test_ends_with_the_number_of_tests() throws Exception {
        maven(TESTS_TOO);
        Files.createDirectories(home.resolve("old-svc/target/surefire-reports"));
        Files.writeString(
                home.resolve("old-svc/target/surefire-reports/TEST-Old.xml"),
                "<testsuite name=\"x\" tests=\"1000\">");
        Ended test = test("false");
        assertThat(test.text()).containsPattern("test: OK · 42 tests · \\d+ s\n$");
        assertThat(test.exitCode()).isZero();
        assertThat(calls()).containsExactly("maven -B -ntp verify");
    }

    @Test
    void test_fails_if_maven_fails_or_nothing_was_tested() throws Exception {
        maven("#!/usr/bin/env bash\nexit 1\n");
        assertThat(test("false").text()).contains("test: FAILED");
        maven(BUILDS_EVERYTHING);
        Ended nothing = test("false");
        assertThat(nothing.text()).contains("not a single test ran");
        assertThat(nothing.exitCode()).isEqualTo(1);
    }

    @Test
    void test_in_CI_fails_on_a_tree_that_the_build_changed() throws Exception {
        maven(TESTS_TOO);
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "all");
        assertThat(test("true").exitCode()).isZero();
        Files.writeString(home.resolve("money-svc/src/main/java/Money.java"), "class Money { }");
        assertThat(test("false").exitCode()).isZero();
        Ended dirty = test("true");
        assertThat(dirty.exitCode()).isEqualTo(1);
        assertThat(dirty.text()).contains("changed files", "money-svc/src/main/java/Money.java");
    }

    private void maven(String script) throws IOException {
        Shell.program(home.resolve("mvnw"), script);
    }

    private Ended build() throws Exception {
        String text = Files.readString(home.resolve("mypay"));
        Path functions = home.resolve("functions");
        Files.writeString(functions, text.substring(0, text.indexOf("\nmain \"$@\"")));
        return Shell.run(Map.of(), List.of("bash", "-c", "source " + functions + "; build"));
    }

    private Ended test(String ci) throws Exception {
        Map<String, String> environment =
                Map.of("CI", ci, "JAVA_HOME", System.getProperty("java.home"));
        return Shell.run(environment, List.of(home.resolve("mypay").toString(), "test"));
    }

    private void git(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", home.toString()));
        command.addAll(List.of(words));
        assertThat(Shell.run(Map.of(), command).exitCode()).isZero();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(home.resolve("calls"));
    }
}
