package io.mypay.banking.bank;

import io.mypay.kit.gate.Breaker;
import io.mypay.kit.gate.Gate;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long banks are waited for, and how much is asked of one at once. */
@ConfigMapping(prefix = "mypay.bank")
public interface BankSettings {
    @WithDefault("1s")
    Duration connectTimeout();

    /** From the request until the whole answer is there. */
    @WithDefault("3s")
    Duration answerTimeout();

    @WithDefault("32")
    int concurrentPerBank();

    @WithDefault("1000")
    int waitingPerBank();

    @WithDefault("5")
    int silencesUntilOpen();

    @WithDefault("10s")
    Duration openPause();

    default Gate.Limits limits() {
        return new Gate.Limits(
                concurrentPerBank(),
                waitingPerBank(),
                new Breaker.Policy(silencesUntilOpen(), openPause()));
    }
}
