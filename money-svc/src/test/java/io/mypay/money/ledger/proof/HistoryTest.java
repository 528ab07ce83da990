package io.mypay.money.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class HistoryTest {
    @Inject Fixture fixture;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transfer",
                "transfer_default",
                "transfer_of_this_month",
                "seal",
                "milestone"
            })
    void the_role_of_the_service_can_neither_change_nor_delete_history(String name) {
        fixture.aMemberWith(5);
        var table = name.equals("transfer_of_this_month") ? thisMonth() : name;
        var column =
                name.startsWith("transfer") ? "amount" : name.equals("seal") ? "block" : "number";

        for (var sql :
                new String[] {
                    "UPDATE %s SET %s = 1".formatted(table, column),
                    "DELETE FROM " + table,
                    "TRUNCATE " + table
                }) {
            assertThatThrownBy(() -> fixture.change(sql))
                    .as(sql)
                    .hasMessageContaining("permission denied");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transfer", "transfer_default", "transfer_of_this_month"})
    void with_the_privileges_back_the_trigger_still_stands(String name) {
        fixture.aMemberWith(5);
        var table = name.equals("transfer_of_this_month") ? thisMonth() : name;
        fixture.change("GRANT UPDATE, DELETE, TRUNCATE ON %s TO CURRENT_USER".formatted(table));
        try {
            for (var sql :
                    new String[] {
                        "UPDATE %s SET amount = 1".formatted(table),
                        "DELETE FROM " + table,
                        "TRUNCATE " + table
                    }) {
                assertThatThrownBy(() -> fixture.change(sql))
                        .as(sql)
                        .hasMessageContaining("append-only");
            }
        } finally {
            fixture.change(
                    "REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM CURRENT_USER".formatted(table));
        }
    }

    @Test
    void transfers_of_today_are_in_the_partition_of_their_month() {
        fixture.aMemberWith(5);

        assertThat(fixture.count(thisMonth())).isPositive();
    }

    /** In New York, March of UTC begins in February and ends after the clocks have changed. */
    @Test
    void months_begin_in_utc_and_are_protected_as_the_whole_table_is() {
        fixture.change("SELECT transfer_partitions('2131-03-15T00:00:00Z', 1)");

        assertThat(
                        fixture.number(
                                """
                                SELECT count(*)
                                  FROM pg_class
                                 WHERE relname = 'transfer_2131_03'
                                   AND pg_get_expr(relpartbound, oid)
                                       = format('FOR VALUES FROM (%L) TO (%L)',
                                                uuid7_floor('2131-03-01T00:00:00Z'),
                                                uuid7_floor('2131-04-01T00:00:00Z'))
                                """))
                .isEqualTo(1);
        assertThatThrownBy(() -> fixture.change("DELETE FROM transfer_2131_04"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void a_month_that_began_in_the_default_partition_stays_there() {
        fixture.change(
                """
                INSERT INTO transfer (transfer_id, sequence, outcome, kind, code, reference, linked, fingerprint, post_time)
                VALUES (overlay(uuid7_floor('2141-05-05T00:00:00Z')::text PLACING '7' FROM 15)::uuid, 0,
                        'INSUFFICIENT_FUNDS', 'SINGLE', 'PAYMENT', '', false, $1, now())
                """,
                UUID.randomUUID());
        try {
            fixture.change("SELECT transfer_partitions('2141-05-01T00:00:00Z', 1)");

            assertThat(fixture.number("SELECT count(to_regclass('transfer_2141_05'))")).isZero();
            assertThat(fixture.number("SELECT count(to_regclass('transfer_2141_06'))"))
                    .isEqualTo(1);
        } finally {
            new BehindTheBack(fixture).delete("transfer", "sequence = 0");
        }
    }

    private String thisMonth() {
        return "transfer_" + YearMonth.now(ZoneOffset.UTC).toString().replace('-', '_');
    }
}
