package io.mypay.money.ledger;

import io.mypay.kit.page.PageSize;
import io.mypay.kit.sql.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What changed an account, newest first. */
@ApplicationScoped
public class Entries {
    private final Database database;
    private final EntryStore store;

    Entries(Database database, EntryStore store) {
        this.database = database;
        this.store = store;
    }

    /**
     * One page of them.
     *
     * @param from where the page before ended; empty for the newest
     */
    public Uni<EntryPage> of(Account account, PageSize size, Optional<TransferId> from) {
        var start = from.or(account::last);
        if (start.isEmpty()) {
            return Uni.createFrom().item(new EntryPage(List.of(), Optional.empty()));
        }
        return database.read(
                client -> store.walk(client, account, start.orElseThrow(), size.value()));
    }
}
