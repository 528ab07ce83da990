package io.mypay.bench;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * How thoroughly to measure.
 *
 * @param rounds each of them measures everything once
 * @param seconds how long each measurement of a round takes
 * @param builtIn the baseline by the built-in client even where pgbench is installed
 * @param inFlight calls at once where the rate is measured
 * @param transfers how many a soak has
 * @param only names of measurements, or how they begin; all of them when empty
 */
public record Options(
        boolean quick,
        boolean soak,
        boolean builtIn,
        int rounds,
        int seconds,
        int inFlight,
        long transfers,
        List<String> only) {
    static final int ROUNDS = 5;
    static final int ROUNDS_QUICK = 3;
    static final int SECONDS = 5;
    static final int SECONDS_QUICK = 2;
    static final int IN_FLIGHT = 1024;
    static final long SOAK_TRANSFERS = 10_000_000;

    /**
     * How each server is called before anything counts.
     *
     * @param transfers so many, unless it takes too long
     */
    record Warmup(int inFlight, long transfers, Duration atMost) {}

    public Options {
        only = List.copyOf(only);
        if (rounds < 1 || seconds < 1 || inFlight < 1) {
            throw new IllegalArgumentException("at least one round of one second with one call");
        }
    }

    static Options parse(List<String> arguments) {
        boolean quick = arguments.contains("--quick");
        boolean soak = false;
        boolean builtIn = false;
        int rounds = quick ? ROUNDS_QUICK : ROUNDS;
        int seconds = quick ? SECONDS_QUICK : SECONDS;
        int inFlight = IN_FLIGHT;
        long transfers = SOAK_TRANSFERS;
        List<String> only = List.of();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--quick" -> {}
                case "--soak" -> soak = true;
                case "--built-in" -> builtIn = true;
                case "--rounds" -> rounds = number(argument, rest);
                case "--seconds" -> seconds = number(argument, rest);
                case "--in-flight" -> inFlight = number(argument, rest);
                case "--transfers" -> transfers = number(argument, rest);
                case "--only" -> only = List.of(value(argument, rest).split(",", -1));
                default -> throw new IllegalArgumentException("does not know '" + argument + "'");
            }
        }
        return new Options(quick, soak, builtIn, rounds, seconds, inFlight, transfers, only);
    }

    private static String value(String argument, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(argument + " needs a value");
        }
        return rest.next();
    }

    private static int number(String argument, Iterator<String> rest) {
        try {
            return Integer.parseInt(value(argument, rest));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(argument + " needs a number", e);
        }
    }

    /** Long enough that compilers have little left to do: a minute was not. */
    Warmup warmup() {
        return quick
                ? new Warmup(inFlight, 100_000, Duration.ofSeconds(20))
                : new Warmup(inFlight, 1_500_000, Duration.ofSeconds(150));
    }

    Duration length() {
        return Duration.ofSeconds(seconds);
    }

    boolean wants(String measurement) {
        return only.isEmpty() || only.stream().anyMatch(measurement::startsWith);
    }
}
