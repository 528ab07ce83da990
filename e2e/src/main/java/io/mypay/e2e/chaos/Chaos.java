package io.mypay.e2e.chaos;

import io.mypay.e2e.chaos.ChaosRun.Result;
import io.mypay.stack.Shape;
import io.mypay.stack.Stack;
import io.mypay.stack.StackOptions;
import io.mypay.stack.process.StartFailed;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * {@code ./mypay chaos [--seed N] [--minutes M]}: a fresh stack with everything twice, a storm of
 * faults under load, and one line that says whether anything was lost or done twice.
 */
public final class Chaos {

    private static final int MINUTES_DEFAULT = 3;
    private static final int MINUTES_MAX = 24 * 60;
    private static final int FINDINGS_SHOWN = 50;

    private final PrintStream out;

    private Chaos(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new Chaos(out).run(List.of(arguments)));
    }

    /** The script has looked at the words already. */
    private int run(List<String> words) throws InterruptedException {
        long seed = ThreadLocalRandom.current().nextInt(1, 1_000_000_000);
        int minutes = MINUTES_DEFAULT;
        for (int i = 0; i < words.size(); i += 2) {
            int value = Integer.parseInt(words.get(i + 1));
            switch (words.get(i)) {
                case "--seed" -> seed = value;
                case "--minutes" -> minutes = Math.clamp(value, 1, MINUTES_MAX);
                default -> throw new IllegalArgumentException(words.get(i));
            }
        }
        return run(Schedule.drawn(seed, Duration.ofMinutes(minutes)));
    }

    private int run(Schedule schedule) throws InterruptedException {
        out.printf(
                "Starting a fresh stack with everything twice, for seed %d …%n", schedule.seed());
        StackOptions options =
                StackOptions.temporary(line -> out.println("  " + line))
                        .shaped(
                                Shape.WHOLE
                                        .overRelays()
                                        .withPostgres(List.of("max_connections=700")));
        try (Stack stack = Stack.start(options)) {
            stack.startAnotherOfEach();
            out.printf(
                    "%d faults in %d s; the clients' journal is %s%n",
                    schedule.faults().size(), schedule.lasting().toSeconds(), journal(options));
            return told(new ChaosRun(stack, schedule, journal(options), out::println).run());
        } catch (StartFailed e) {
            out.println("chaos: FAILED · " + e.getMessage());
            return 1;
        }
    }

    private static Path journal(StackOptions options) {
        return options.logs().resolve("journal.log");
    }

    private int told(Result result) {
        print("faults", result.faults());
        print("calls without an answer", result.failures());
        List<String> findings = result.findings().all();
        findings.stream().limit(FINDINGS_SHOWN).forEach(out::println);
        if (findings.size() > FINDINGS_SHOWN) {
            out.printf("… and %d more%n", findings.size() - FINDINGS_SHOWN);
        }
        out.println(result.verdict());
        return findings.isEmpty() ? 0 : 1;
    }

    private void print(String what, Map<String, Integer> counts) {
        out.println(what);
        counts.forEach((kind, count) -> out.printf("  %-38s %6d%n", kind, count));
    }
}
