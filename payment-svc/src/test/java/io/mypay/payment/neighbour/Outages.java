package io.mypay.payment.neighbour;

import io.grpc.Status;
import io.mypay.kit.id.MembershipId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Which operation is out for which member: tests do not disturb each other. */
public final class Outages {
    /** What a payment asks of its neighbours. */
    public enum Operation {
        MEMBERSHIPS,
        BANK_ACCOUNTS,
        BALANCE,
        RECHARGE,
        RECHARGE_STANDING,
        HOLD,
        CAPTURE,
        REFUND
    }

    private record Place(Operation operation, String member) {}

    private final Map<Place, AtomicInteger> out = new ConcurrentHashMap<>();
    private final Set<Place> losingAnswers = ConcurrentHashMap.newKeySet();

    /** Nothing is done any more, until the end. */
    public void begin(Operation operation, MembershipId member) {
        out.put(new Place(operation, member.toString()), new AtomicInteger());
    }

    /** Things are done, but no answer arrives, until the end. */
    public void loseAnswers(Operation operation, MembershipId member) {
        losingAnswers.add(new Place(operation, member.toString()));
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

    void before(Operation operation, String member) {
        var hits = out.get(new Place(operation, member));
        if (hits != null) {
            hits.incrementAndGet();
            throw Status.UNAVAILABLE.asRuntimeException();
        }
    }

    void after(Operation operation, String member) {
        if (losingAnswers.contains(new Place(operation, member))) {
            throw Status.UNAVAILABLE.asRuntimeException();
        }
    }
}
