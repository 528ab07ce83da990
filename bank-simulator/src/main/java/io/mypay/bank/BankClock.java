package io.mypay.bank;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

final class BankClock {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
