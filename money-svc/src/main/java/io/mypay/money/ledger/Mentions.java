package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All that the transfers of a batch name, each once: what has to be locked and looked up. */
record Mentions(Set<AccountKey> accounts, Set<TransferId> transfers, Set<TransferId> holds) {

    static Mentions of(List<List<Transfer>> calls) {
        var mentions = new Mentions(new HashSet<>(), new HashSet<>(), new HashSet<>());
        calls.forEach(call -> call.forEach(mentions::add));
        return mentions;
    }

    private void add(Transfer transfer) {
        transfers.add(transfer.id());
        transfer.holdEnded().ifPresent(holds::add);
        switch (transfer) {
            case Transfer.Single t -> {
                add(t.from(), t.amount());
                add(t.to(), t.amount());
            }
            case Transfer.Hold t -> {
                add(t.from(), t.amount());
                add(t.to(), t.amount());
            }
            case Transfer.Capture t -> t.to().ifPresent(to -> add(to, t.amount()));
            case Transfer.Release _, Transfer.Expiry _ -> {}
        }
    }

    private void add(AccountName name, Money amount) {
        accounts.add(new AccountKey(name, amount.currency()));
    }
}
