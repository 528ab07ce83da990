package io.mypay.membership;

import io.mypay.kit.testing.TableRows;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Looks into the service's tables, and sets the scene where waiting would take days. */
@Singleton
public class Rows extends TableRows {
    Rows(DataSource source) {
        super(source);
    }
}
