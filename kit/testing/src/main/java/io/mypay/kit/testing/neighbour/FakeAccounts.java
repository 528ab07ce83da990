package io.mypay.kit.testing.neighbour;

import io.mypay.kit.id.MembershipId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What stands on the accounts of a fake ledger; the services' fakes add the rules they need. */
public class FakeAccounts {
    protected static final String CASH = "corporate-cash/004";

    private final Map<String, Long> posted = new HashMap<>();
    private final Map<String, Long> held = new HashMap<>();
    private final Set<String> closed = new HashSet<>();

    public FakeAccounts() {
        posted.put(CASH, 0L);
    }

    public final synchronized void open(String account) {
        posted.putIfAbsent(account, 0L);
    }

    /** Cash came in for the member. */
    public final synchronized void credit(MembershipId member, long won) {
        open(of(member));
        move(CASH, of(member), won);
    }

    /** As member or as merchant: nothing is posted there any more. */
    public final synchronized void close(MembershipId membership) {
        closed.add(of(membership));
        closed.add("merchant/" + membership);
    }

    public final synchronized boolean isClosed(MembershipId membership) {
        return isClosed(of(membership));
    }

    public final synchronized boolean isOpen(MembershipId member) {
        return isOpen(of(member));
    }

    public final synchronized long available(MembershipId member) {
        return available(of(member));
    }

    public final synchronized long held(MembershipId member) {
        return held.getOrDefault(of(member), 0L);
    }

    public final synchronized long posted(String account) {
        return posted.get(account);
    }

    /** Nothing comes from nowhere: zero at any time. */
    public final synchronized long sum() {
        return posted.values().stream().mapToLong(Long::longValue).sum();
    }

    protected static String of(MembershipId member) {
        return "member/" + member;
    }

    protected final synchronized boolean isOpen(String account) {
        return posted.containsKey(account);
    }

    protected final synchronized boolean isClosed(String account) {
        return closed.contains(account);
    }

    protected final synchronized long available(String account) {
        return posted.getOrDefault(account, 0L) - held.getOrDefault(account, 0L);
    }

    protected final synchronized void move(String from, String to, long won) {
        posted.merge(from, -won, Long::sum);
        posted.merge(to, won, Long::sum);
    }

    protected final synchronized void hold(String account, long won) {
        held.merge(account, won, Long::sum);
    }

    protected final synchronized void release(String account, long won) {
        held.merge(account, -won, Long::sum);
    }
}
