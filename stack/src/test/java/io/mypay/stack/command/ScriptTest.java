package io.mypay.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.stack.Home;
import io.mypay.stack.command.Shell.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script {@code mypay}, on machines that lack things. */
final class ScriptTest {
    @TempDir Path folder;

    @Test
    void help_needs_no_jdk_and_names_every_command() throws Exception {
        Ended help = mypay(Map.of("JAVA_HOME", "/nowhere"), "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.text())
                .contains("demo", "up ", "down", "status", "logs", "call", "test", "--fresh");
    }

    @Test
    void no_word_and_unknown_words_get_a_clear_error() throws Exception {
        assertRefused(mypay(Map.of()), "which command?");
        assertRefused(mypay(Map.of(), "frobnicate"), "there is no command 'frobnicate'");
        assertRefused(mypay(Map.of(), "up", "--quick"), "up does not know '--quick'");
        assertRefused(mypay(Map.of(), "chaos", "--minutes", "few"), "--minutes needs a number");
        assertRefused(mypay(Map.of(), "chaos", "gently"), "chaos does not know 'gently'");
        assertRefused(mypay(Map.of(), "down", "now"), "down takes no arguments");
        assertRefused(mypay(Map.of(), "logs"), "logs needs a service");
        assertRefused(mypay(Map.of(), "logs", "moony"), "there is no log of 'moony'");
    }

    @Test
    void a_jdk_in_JAVA_HOME_that_is_new_enough_is_used() throws Exception {
        Ended found = findJdk(jdk("jdk-25", "25.0.1"), "");
        assertThat(found.text().strip()).isEqualTo(folder.resolve("jdk-25").toString());
    }

    @Test
    void an_old_JAVA_HOME_is_passed_over_for_a_newer_jdk_in_PATH() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("path"));
        Files.createSymbolicLink(bin.resolve("javac"), jdk("jdk-26", "26").resolve("bin/javac"));
        Ended found = findJdk(jdk("jdk-17", "17.0.2"), bin.toString());
        assertThat(found.text().strip())
                .isEqualTo(folder.resolve("jdk-26").toRealPath().toString());
    }

    @Test
    void without_a_new_enough_jdk_it_says_what_was_found_and_what_to_install() throws Exception {
        Path old = jdk("jdk-17", "17.0.2");
        Ended none =
                script(
                        "jdk_candidates() { printf '%s\\n' \"$JAVA_HOME\"; }; use_jdk",
                        Map.of("JAVA_HOME", old.toString()));
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.text())
                .contains(
                        "needs a JDK 25 or newer",
                        old + " (17)",
                        "https://adoptium.net",
                        "JAVA_HOME");
    }

    @Test
    void commands_about_a_running_stack_say_when_there_is_none() throws Exception {
        Map<String, String> nowhere = Map.of("MYPAY_DATA", folder.resolve("data").toString());
        Path home = Home.find().root();
        Ended status = java(nowhere, home, "status");
        assertThat(status.exitCode()).isEqualTo(3);
        assertThat(status.text()).contains("MyPay is not running; start it with ./mypay up");
        assertThat(java(nowhere, home, "down").text()).contains("MyPay is not running.");
        assertThat(java(nowhere, home, "call", "no method", "{}").text()).contains("not running");
        Ended nobody =
                java(
                        nowhere,
                        home,
                        "call",
                        "mypay.money.v1.MoneyService/GetMemberMoney",
                        "--as",
                        "king");
        assertThat(nobody.exitCode()).isEqualTo(2);
        assertThat(nobody.text()).contains("nobody is called 'king'");
    }

    private static void assertRefused(Ended ended, String message) {
        assertThat(ended.text()).contains(message, "--help");
        assertThat(ended.exitCode()).isEqualTo(2);
    }

    /** What the finder exports, with nothing installed but what the test put there. */
    private Ended findJdk(Path javaHome, String path) throws Exception {
        return script(
                "use_jdk; printf '%s\\n' \"$JAVA_HOME\"",
                Map.of("JAVA_HOME", javaHome.toString(), "PATH", path + ":/usr/bin:/bin"));
    }

    /** Runs lines with the script's functions at hand, its own main left out. */
    private Ended script(String lines, Map<String, String> environment) throws Exception {
        String text = Files.readString(Home.find().root().resolve("mypay"));
        Path functions = folder.resolve("functions");
        Files.writeString(functions, text.substring(0, text.indexOf("\nmain \"$@\"")));
        return Shell.run(environment, List.of("bash", "-c", "source " + functions + "; " + lines));
    }

    private Ended mypay(Map<String, String> environment, String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Home.find().root().resolve("mypay").toString());
        command.addAll(List.of(words));
        Map<String, String> all = new HashMap<>(environment);
        all.put("MYPAY_DATA", folder.resolve("data").toString());
        all.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        return Shell.run(all, command);
    }

    private Ended java(Map<String, String> environment, Path home, String... words)
            throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Home.java(),
                                "-XX:TieredStopAtLevel=1",
                                "-Dmypay.home=" + home,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(List.of(words));
        return Shell.run(environment, command);
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"test\"\nJAVA_VERSION=\"" + version + "\"\n");
        for (String program : List.of("java", "javac")) {
            Shell.program(home.resolve("bin").resolve(program), "");
        }
        return home;
    }
}
