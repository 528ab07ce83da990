package io.mypay.e2e;

import io.mypay.money.v1.Transfer;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.groups.Tuple;

/** What the ledger's balances must be, as simply as it can be said. Order does not matter. */
final class LedgerModel {

    private final Map<String, Long> posted = new HashMap<>();
    private final Map<String, Long> held = new HashMap<>();
    private final Map<String, Transfer> holds = new HashMap<>();
    private final Map<String, Transfer> ends = new HashMap<>();

    void apply(Transfer transfer) {
        switch (transfer.getKind()) {
            case TRANSFER_KIND_SINGLE ->
                    move(transfer.getFromAccount(), transfer.getToAccount(), transfer);
            case TRANSFER_KIND_HOLD -> {
                holds.put(transfer.getTransferId(), transfer);
                add(held, transfer.getFromAccount(), won(transfer));
            }
            case TRANSFER_KIND_CAPTURE, TRANSFER_KIND_RELEASE -> end(transfer);
            case TRANSFER_KIND_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException("no kind: " + transfer);
        }
    }

    private void end(Transfer end) {
        Transfer hold = holds.get(end.getHoldId());
        if (hold == null || ends.put(end.getHoldId(), end) != null) {
            throw new IllegalStateException("no open hold for " + end);
        }
        add(held, hold.getFromAccount(), -won(hold));
        if (end.hasAmount()) {
            move(hold.getFromAccount(), hold.getToAccount(), end);
        }
    }

    private void move(String from, String to, Transfer transfer) {
        add(posted, from, -won(transfer));
        add(posted, to, won(transfer));
    }

    /** An account's name, posted and held. */
    Tuple line(String account) {
        return Tuple.tuple(
                account, posted.getOrDefault(account, 0L), held.getOrDefault(account, 0L));
    }

    private static void add(Map<String, Long> to, String account, long won) {
        to.merge(account, won, Long::sum);
    }

    private static long won(Transfer transfer) {
        return transfer.getAmount().getMinorUnits();
    }
}
