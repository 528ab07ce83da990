package io.mypay.bench.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class PgbenchTest {
    @Test
    void its_rate_is_read_from_what_it_prints() throws IOException {
        assertThat(
                        Pgbench.rate(
                                """
                                number of transactions actually processed: 31512
                                latency average = 5.083 ms
                                initial connection time = 51.124 ms
                                tps = 6295.512345 (without initial connection time)
                                """))
                .isEqualTo(6295.512345);
    }

    @Test
    void its_version_is_told_in_two_words() {
        assertThat(Pgbench.shortVersion("pgbench (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"))
                .isEqualTo("pgbench 15.18");
        assertThat(Pgbench.shortVersion("pgbench (PostgreSQL) 18.1")).isEqualTo("pgbench 18.1");
    }

    @Test
    void a_client_that_gave_up_makes_the_run_worthless() {
        assertThatThrownBy(() ->
                        Pgbench.rate(
                                """
                                pgbench: error: client 3 aborted in command 5
                                tps = 12.0 (without initial connection time)
                                """))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("aborted");
    }
}
