package io.mypay.kit.queuelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class PartitionsTest {
    @Inject Probe probe;

    /** In New York, March of UTC begins in February and ends after the clocks have changed. */
    @Test
    void months_begin_in_utc_whatever_the_time_zone_of_the_session() {
        probe.write(tx ->
                tx.query("SET LOCAL timezone = 'America/New_York'")
                        .execute()
                        .chain(() ->
                                tx.query(
                                                "SELECT queue_log_partitions('2131-03-15T00:00:00Z',"
                                                        + " 1)")
                                        .execute()));

        assertThat(bounds("2131_03")).isEqualTo(month("2131-03-01", "2131-04-01"));
        assertThat(bounds("2131_04")).isEqualTo(month("2131-04-01", "2131-05-01"));
    }

    private String bounds(String month) {
        var sql =
                """
                SELECT pg_get_expr(relpartbound, oid)
                  FROM pg_class
                 WHERE relname = $1
                """;
        return String.join(",", probe.texts(sql, Tuple.of("queue_log_" + month)));
    }

    private String month(String from, String to) {
        var sql =
                """
                SELECT format('FOR VALUES FROM (%L) TO (%L)',
                              uuid7_floor(($1 || 'T00:00:00Z')::timestamptz),
                              uuid7_floor(($2 || 'T00:00:00Z')::timestamptz))
                """;
        return String.join(",", probe.texts(sql, Tuple.of(from, to)));
    }
}
