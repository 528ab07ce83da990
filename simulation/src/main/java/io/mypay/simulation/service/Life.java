package io.mypay.simulation.service;

import io.mypay.simulation.world.Violation;
import io.mypay.simulation.world.World;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The transitions that the design draws, written down a second time: only these may happen. */
public enum Life {
    FIRMBANKING(
            "Requested → Sent Failed",
            "Sent → Succeeded Failed Unknown",
            "Unknown → Unknown Succeeded Failed"),
    RECHARGE("Requested → Succeeded Failed"),
    REMITTANCE(
            "Requested → Lacking Funded",
            "Lacking → Recharging Failed",
            "Recharging → Funded Failed",
            "Funded → Completed Held Failed",
            "Held → Sent Capturing Releasing",
            "Sent → Capturing Releasing",
            "Capturing → Completed",
            "Releasing → Failed"),
    PAYMENT(
            "Requested → Lacking Funded",
            "Lacking → Recharging Declined",
            "Recharging → Funded Declined",
            "Funded → Authorized Declined",
            "Authorized → Captured Declined",
            "Captured → PartiallyRefunded Refunded",
            "PartiallyRefunded → PartiallyRefunded Refunded"),
    REFUND("Requested → Completed"),
    SETTLEMENT(
            "Calculated → Confirmed CarriedOver",
            "Confirmed → PayoutRequested",
            "PayoutRequested → Paid PayoutFailed",
            "PayoutFailed → PayoutRequested"),
    RUN(
            "Collecting → Collecting Calculated",
            "Calculated → Confirmed",
            "Confirmed → Paying",
            "Paying → Completed");

    @SuppressWarnings("ImmutableEnumChecker") // It is made unmodifiable below.
    private final Map<String, List<String>> legal;

    Life(String... transitions) {
        this.legal =
                Stream.of(transitions)
                        .map(line -> line.split(" → ", 2))
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        line -> line[0], line -> List.of(line[1].split(" "))));
    }

    /** Every transition of every life, as {@link World#transitions} names those that happened. */
    public static Set<String> allTransitions() {
        return Arrays.stream(values())
                .flatMap(life ->
                        life.legal.entrySet().stream()
                                .flatMap(it ->
                                        it.getValue().stream()
                                                .map(to -> life.name(it.getKey(), to))))
                .collect(Collectors.toSet());
    }

    private String name(String from, String to) {
        return this + " " + from + " → " + to;
    }

    public void requireLegal(World world, Object from, Object to) {
        var before = from.getClass().getSimpleName();
        var after = to.getClass().getSimpleName();
        world.witness(name(before, after));
        Violation.unless(
                legal.getOrDefault(before, List.of()).contains(after),
                "an illegal transition",
                this,
                before,
                after);
    }
}
