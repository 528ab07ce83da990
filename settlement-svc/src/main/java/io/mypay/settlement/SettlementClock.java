package io.mypay.settlement;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The clock that the use cases read; everything below them is told the time. */
public final class SettlementClock {
    SettlementClock() {}

    @Produces
    @Singleton
    static InstantSource system() {
        return InstantSource.system();
    }
}
