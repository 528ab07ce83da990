package io.mypay.e2e.chaos;

import io.mypay.stack.Service;
import io.mypay.stack.network.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Which fault comes when. Drawn from a seed before anything starts: the same seed and duration draw
 * the same schedule, whatever the machine does.
 */
public record Schedule(long seed, Duration lasting, List<Planned> faults) {

    /** When a fault comes, from the beginning of the load. */
    public record Planned(Duration at, Fault fault) {}

    /** The banks that people have accounts at. */
    public static final List<String> BANKS = List.of("020", "088", "090");

    private static final int GAP_MILLIS_MIN = 800;
    private static final int GAP_MILLIS_MAX = 5_000;

    /** Before the first and after the last fault everybody works. */
    private static final Duration CALM = Duration.ofSeconds(3);

    private static final List<String> SERVICES = Service.MYPAY.stream().map(Service::name).toList();
    private static final List<String> PROCESSES =
            SERVICES.stream().flatMap(name -> Stream.of(name, name + "-2")).toList();

    public Schedule {
        faults = List.copyOf(faults);
    }

    public static Schedule drawn(long seed, Duration lasting) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Planned> faults = new ArrayList<>();
        Duration at = CALM;
        while (at.compareTo(lasting.minus(CALM)) < 0) {
            faults.add(new Planned(at, fault(random)));
            at = at.plusMillis(random.nextInt(GAP_MILLIS_MIN, GAP_MILLIS_MAX));
        }
        return new Schedule(seed, lasting, faults);
    }

    private static Fault fault(SplittableRandom random) {
        int dice = random.nextInt(100);
        if (dice < 18) {
            return new Fault.Kill(one(random, PROCESSES));
        }
        if (dice < 26) {
            return new Fault.Pause(one(random, PROCESSES), millis(random, 500, 8_000));
        }
        if (dice < 34) {
            return new Fault.Restart(one(random, PROCESSES), millis(random, 0, 3_000));
        }
        if (dice < 48) {
            return platform(random);
        }
        if (dice < 74) {
            return partition(random);
        }
        if (dice < 94) {
            return bank(random);
        }
        return new Fault.Repeat(random.nextInt(5, 200));
    }

    private static Fault platform(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Fault.Kill("postgres");
            case 2 -> new Fault.Restart("postgres", millis(random, 500, 8_000));
            case 3 -> new Fault.Pause("postgres", millis(random, 500, 6_000));
            case 4 -> new Fault.Kill("kafka");
            case 5 -> new Fault.Restart("kafka", millis(random, 500, 12_000));
            case 6 -> new Fault.Pause("kafka", millis(random, 500, 8_000));
            default -> new Fault.Kill("bank-simulator");
        };
    }

    private static Fault partition(SplittableRandom random) {
        String from = one(random, PROCESSES);
        String to = callee(random, from);
        // What outside callers see of a broken network counts as much as what services see.
        if (random.nextInt(5) == 0) {
            from = "callers";
            to = one(random, SERVICES);
        }
        Duration lasting = millis(random, 500, 8_000);
        return switch (random.nextInt(3)) {
            case 0 -> new Fault.Cut(from, to, lasting);
            case 1 -> new Fault.Hold(from, to, Direction.REQUESTS, lasting);
            default -> new Fault.Hold(from, to, Direction.ANSWERS, lasting);
        };
    }

    /** Those it really calls, so that no partition is between strangers. */
    private static String callee(SplittableRandom random, String from) {
        return one(
                random,
                switch (from.replace("-2", "")) {
                    case "membership" -> List.of("postgres", "kafka", "money");
                    case "banking" -> List.of("postgres", "kafka", "membership");
                    case "money" -> List.of("postgres", "kafka", "banking");
                    case "settlement" -> List.of("postgres", "kafka", "membership");
                    case "remittance" ->
                            List.of("postgres", "kafka", "membership", "money", "banking");
                    default -> List.of("postgres", "kafka", "membership", "money");
                });
    }

    private static Fault bank(SplittableRandom random) {
        String bank = one(random, BANKS);
        Duration lasting = millis(random, 500, 6_000);
        return switch (random.nextInt(6)) {
            case 0 -> {
                int latency = random.nextInt(200, 6_000);
                yield new Fault.Bank("bank slow", bank, Map.of("latency_ms", latency), lasting);
            }
            case 1 -> new Fault.Bank("bank failing", bank, Map.of("http_status", 503), lasting);
            case 2 ->
                    new Fault.Bank(
                            "bank declining",
                            bank,
                            Map.of("decline_reason", "ACCOUNT_FROZEN"),
                            lasting);
            case 3 -> new Fault.Bank("bank down", bank, Map.of("down", true), lasting);
            default ->
                    new Fault.Bank(
                            "bank silent after it moved the cash",
                            bank,
                            Map.of("fail_after_transfer", true),
                            lasting);
        };
    }

    private static Duration millis(SplittableRandom random, int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most));
    }

    private static String one(SplittableRandom random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
