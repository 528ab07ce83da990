package io.mypay.money.ledger.proof;

import io.mypay.money.Fixture;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes history as nobody may: with the triggers off and the privileges back. Every statement
 * comes with the one that undoes it, so that the ledger is whole again for the tests that follow.
 */
final class BehindTheBack {
    private static final List<String> TABLES = List.of("transfer", "seal", "milestone");

    private final Fixture fixture;
    private final List<String> undo = new ArrayList<>();

    BehindTheBack(Fixture fixture) {
        this.fixture = fixture;
    }

    void change(String table, String set, String where) {
        keep(table, where);
        unprotected("UPDATE %s SET %s WHERE %s".formatted(table, set, where));
    }

    void delete(String table, String where) {
        keep(table, where);
        unprotected("DELETE FROM %s WHERE %s".formatted(table, where));
    }

    void undo() {
        undo.reversed().forEach(this::unprotected);
        undo.clear();
    }

    private void keep(String table, String where) {
        var copy = "kept_%d".formatted(System.nanoTime());
        fixture.change(
                "CREATE TABLE %s AS SELECT * FROM %s WHERE %s".formatted(copy, table, where));
        undo.add("DROP TABLE " + copy);
        undo.add("INSERT INTO %s OVERRIDING SYSTEM VALUE SELECT * FROM %s".formatted(table, copy));
        var key =
                switch (table) {
                    case "transfer" -> "transfer_id";
                    case "seal" -> "block";
                    case "milestone" -> "transfer_id";
                    case "hold" -> "hold_id";
                    default -> "account_id";
                };
        undo.add("DELETE FROM %s WHERE %s IN (SELECT %s FROM %s)".formatted(table, key, key, copy));
    }

    private void unprotected(String sql) {
        for (var table : TABLES) {
            fixture.change("ALTER TABLE %s DISABLE TRIGGER USER".formatted(table));
            fixture.change("GRANT UPDATE, DELETE ON %s TO CURRENT_USER".formatted(table));
        }
        try {
            fixture.change(sql);
        } finally {
            for (var table : TABLES) {
                fixture.change("REVOKE UPDATE, DELETE ON %s FROM CURRENT_USER".formatted(table));
                fixture.change("ALTER TABLE %s ENABLE TRIGGER USER".formatted(table));
            }
        }
    }
}
