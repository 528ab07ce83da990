package io.mypay.banking;

import io.mypay.kit.testing.TableRows;
import jakarta.inject.Singleton;
import java.util.UUID;
import javax.sql.DataSource;

/** Looks into the service's tables, and sets the scene that a crash would leave. */
@Singleton
public class Rows extends TableRows {
    Rows(DataSource source) {
        super(source);
    }

    /** How many events of a type went out about an origin. */
    public long events(Class<?> type, String originId) {
        return count(
                "SELECT count(*) FROM queue_log WHERE direction = 'OUT' AND key = ? AND type = ?",
                originId,
                "mypay.banking.v1." + type.getSimpleName());
    }

    /** Won committed to a bank, on whatever date. */
    public long committed(String bankCode) {
        return count(
                "SELECT coalesce(sum(committed), 0) FROM bank_day WHERE bank_code = ?", bankCode);
    }

    public long firmbankingsOf(UUID membership) {
        return count("SELECT count(*) FROM firmbanking WHERE membership_id = ?", membership);
    }
}
