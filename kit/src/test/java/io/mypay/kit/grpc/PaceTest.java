package io.mypay.kit.grpc;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicBoolean isReady = new AtomicBoolean(true);
    private final Pace pace = new Pace(isReady::get);

    @Test
    void a_caller_that_takes_what_comes_is_not_waited_for() {
        ask().assertCompleted();
    }

    @Test
    void a_slow_caller_is_waited_for() {
        isReady.set(false);
        var asked = ask();
        asked.assertNotTerminated();

        pace.go();

        asked.assertCompleted();
    }

    @Test
    void who_is_told_to_go_without_having_asked_goes_on_later() {
        pace.go();

        ask().assertCompleted();
    }

    private UniAssertSubscriber<Void> ask() {
        return pace.ready().subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
