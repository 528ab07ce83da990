package io.mypay.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mypay.stack.process.StartFailed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalPostgresTest {
    @Test
    void a_temporary_server_starts_stops_starts_again_and_leaves_nothing_behind() throws Exception {
        LocalPostgres postgres = LocalPostgres.temporary().start();
        try (postgres) {
            postgres.createDatabase("money", "money", "it's secret");
            execute(postgres, "CREATE TABLE account (id bigint)");
            postgres.kill();
            postgres.start();
            execute(postgres, "INSERT INTO account VALUES (1)");
            assertThat(answer(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(answer(postgres, "SHOW synchronous_commit")).isEqualTo("on");
        }
        assertThat(FreePorts.isFree(postgres.port())).isTrue();
    }

    @Test
    void killed_while_clients_commit_it_comes_back_with_all_it_had_promised(@TempDir Path folder)
            throws Exception {
        AtomicInteger promised = new AtomicInteger();
        try (LocalPostgres postgres = persistent(folder)) {
            postgres.start().createDatabase("money", "money", "it's secret");
            execute(postgres, "CREATE TABLE account (id int)");
            Thread client = Thread.startVirtualThread(() -> insertUntilLost(postgres, promised));
            await().until(() -> promised.get() > 100);

            postgres.kill();
            client.join();
            postgres.start();

            // The last one may have been committed without the client hearing of it.
            assertThat(Integer.parseInt(answer(postgres, "SELECT max(id) FROM account")))
                    .isBetween(promised.get(), promised.get() + 1);
        }
    }

    private static void insertUntilLost(LocalPostgres postgres, AtomicInteger promised) {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            while (true) {
                statement.execute("INSERT INTO account VALUES (" + (promised.get() + 1) + ")");
                promised.incrementAndGet();
            }
        } catch (SQLException lost) {
            assertThat(lost.getSQLState()).startsWith("08");
        }
    }

    @Test
    void data_and_passwords_survive_a_restart_on_another_port(@TempDir Path folder)
            throws Exception {
        try (LocalPostgres first = persistent(folder)) {
            first.start().createDatabase("money", "money", "old");
            first.createDatabase("money", "money", "it's secret");
            execute(first, "CREATE TABLE account AS SELECT 42 AS id");
        }
        try (LocalPostgres second = persistent(folder)) {
            second.start();
            assertThat(answer(second, "SELECT id FROM account")).isEqualTo("42");
        }
    }

    @Test
    void a_role_reaches_only_its_own_database() {
        try (LocalPostgres postgres = LocalPostgres.temporary().start()) {
            postgres.createDatabase("money", "money", "it's secret");
            postgres.createDatabase("banking", "banking", "other");
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                    postgres.jdbcUrl("banking"), "money", "it's secret"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied for database");
        }
    }

    @Test
    void two_servers_cannot_share_a_data_folder(@TempDir Path folder) {
        try (LocalPostgres first = persistent(folder);
                LocalPostgres second = persistent(folder)) {
            first.start();
            assertThatThrownBy(second::start)
                    .isInstanceOf(StartFailed.class)
                    .hasMessageContaining("in use");
        }
    }

    private static LocalPostgres persistent(Path folder) {
        return LocalPostgres.persistent(
                folder.resolve("postgres"), FreePorts.next(), folder.resolve("postgres.log"));
    }

    private static void execute(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String answer(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(LocalPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("money"), "money", "it's secret");
    }
}
