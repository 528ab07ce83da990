package io.mypay.bench;

import io.mypay.stack.process.StartFailed;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** {@code ./mypay bench ledger}: exits with 0 when it has measured, whatever the figures say. */
public final class Main {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(Arrays.asList(arguments), out));
    }

    private static int run(List<String> arguments, PrintStream out) {
        if (arguments.isEmpty() || !arguments.getFirst().equals("ledger")) {
            System.err.println("mypay: bench needs what to measure: ./mypay bench ledger");
            return MISUSED;
        }
        try {
            Options options = Options.parse(arguments.subList(1, arguments.size()));
            out.println("Starting a fresh stack on free ports …");
            new LedgerBench(options, out).run();
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println("mypay: bench ledger: " + e.getMessage());
            return MISUSED;
        } catch (StartFailed e) {
            System.err.println("mypay: " + e.getMessage());
            return FAILED;
        } catch (Exception e) {
            System.err.print("bench ledger: FAILED · ");
            e.printStackTrace();
            return FAILED;
        }
    }
}
