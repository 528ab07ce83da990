package io.mypay.kit.testing.neighbour;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mypay.kit.id.MembershipId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Which operation is out for which member: tests do not disturb each other. */
public final class Outages {
    /** What services ask of their neighbours. */
    public enum Operation {
        MEMBERSHIPS,
        BANK_ACCOUNTS,
        BALANCE,
        RECHARGE,
        RECHARGE_STANDING,
        CLOSING,
        MOVE,
        HOLD,
        CAPTURE,
        RELEASE,
        REFUND,
        FIRMBANKING,
        FIRMBANKING_STANDING
    }

    private record Place(Operation operation, String member) {}

    private final Map<Place, AtomicInteger> out = new ConcurrentHashMap<>();
    private final Map<Place, AtomicInteger> losingAnswers = new ConcurrentHashMap<>();

    /** Nothing is done any more, until the end. */
    public void begin(Operation operation, MembershipId member) {
        out.put(new Place(operation, member.toString()), new AtomicInteger());
    }

    /** Things are done, but no answer arrives, until the end. */
    public void loseAnswers(Operation operation, MembershipId member) {
        loseAnswers(operation, member, Integer.MAX_VALUE);
    }

    /** Things are done, but so many answers do not arrive. */
    public void loseAnswers(Operation operation, MembershipId member, int times) {
        losingAnswers.put(new Place(operation, member.toString()), new AtomicInteger(times));
    }

    public void end(Operation operation, MembershipId member) {
        var place = new Place(operation, member.toString());
        out.remove(place);
        losingAnswers.remove(place);
    }

    /** How many calls the running outage has hit so far. */
    public int hits(Operation operation, MembershipId member) {
        return out.get(new Place(operation, member.toString())).get();
    }

    /** A fake asks this before it does anything. */
    public void before(Operation operation, String member) {
        var hits = out.get(new Place(operation, member));
        if (hits != null) {
            hits.incrementAndGet();
            throw unavailable();
        }
    }

    /** A fake asks this when all is done, and only the answer is missing. */
    public void after(Operation operation, String member) {
        var left = losingAnswers.get(new Place(operation, member));
        if (left != null && left.getAndDecrement() > 0) {
            throw unavailable();
        }
    }

    // With a reason, since it is out for one member only: silence would be the whole neighbour's.
    private static StatusRuntimeException unavailable() {
        return Answers.error(Status.Code.UNAVAILABLE, "STORAGE_UNAVAILABLE");
    }
}
