package io.mypay.money.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All that the transfers of a batch name, each once: what has to be locked and looked up. */
record Mentions(Set<AccountName> accounts, Set<TransferId> transfers, Set<TransferId> holds) {

    static Mentions of(List<List<Transfer>> calls) {
        var mentions = new Mentions(new HashSet<>(), new HashSet<>(), new HashSet<>());
        calls.forEach(call -> call.forEach(mentions::add));
        return mentions;
    }

    private void add(Transfer transfer) {
        transfers.add(transfer.id());
        transfer.holdEnded().ifPresent(holds::add);
        switch (transfer) {
            case Transfer.Single t -> add(t.from(), t.to());
            case Transfer.Hold t -> add(t.from(), t.to());
            case Transfer.Capture t -> t.to().ifPresent(accounts::add);
            case Transfer.Release _, Transfer.Expiry _ -> {}
        }
    }

    private void add(AccountName from, AccountName to) {
        accounts.add(from);
        accounts.add(to);
    }
}
