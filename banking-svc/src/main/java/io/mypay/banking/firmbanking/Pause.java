package io.mypay.banking.firmbanking;

import java.time.Duration;

/** Between two tries: it doubles each time, from the first to the longest. */
record Pause(Duration first, Duration longest) {
    static Pause always(Duration length) {
        return new Pause(length, length);
    }
}
