package io.mypay.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {

    /** Were it otherwise, the inbox would bury events of money for a moment's weakness. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "25006", "25P03", "53100", "53200", "53300", "55P03", "57014", "57P01",
                "57P03"
            })
    void what_passes_by_itself_is_unavailable(String sqlState) {
        assertThat(Failures.isUnavailable(saying(sqlState))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23514", "22003", "40001", "42P01", "P0001"})
    void what_is_wrong_in_itself_is_not(String sqlState) {
        assertThat(Failures.isUnavailable(saying(sqlState))).isFalse();
    }

    @Test
    void a_pool_without_a_connection_in_time_is_a_server_that_is_away() {
        assertThat(Failures.isUnavailable(new VertxException("Timeout waiting for connection")))
                .isTrue();
        assertThat(Failures.isUnavailable(new NoStackTraceThrowable("Timeout"))).isTrue();
        assertThat(Failures.isUnavailable(new VertxException("Something else"))).isFalse();
    }

    @Test
    void a_connection_that_was_lost_before_it_is_used_is_a_server_that_is_away() {
        var lost = "Connection is not active now, current status: CLOSED";
        assertThat(Failures.isUnavailable(new NoStackTraceThrowable(lost))).isTrue();
    }

    @Test
    void a_text_that_cannot_be_stored_is_the_callers_mistake() {
        assertThat(Failures.translate(saying("22021")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.refusal())
                                        .isInstanceOf(Common.InvalidField.class));
    }

    private static PgException saying(String sqlState) {
        return new PgException("no", "ERROR", sqlState, "");
    }
}
