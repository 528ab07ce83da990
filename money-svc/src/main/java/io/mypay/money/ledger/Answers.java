package io.mypay.money.ledger;

import io.netty.channel.EventLoop;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers that are given together: the calls of one event loop in one task of it, so that their
 * responses leave together too, each in the context of its call. It reaches into an internal class
 * of Vert.x, and only here.
 */
final class Answers {
    private Answers() {}

    static void give(List<Answer> answers) {
        Map<EventLoop, List<Answer>> byLoop = new HashMap<>();
        for (var answer : answers) {
            if (answer.call().context().orElse(null) instanceof ContextInternal context) {
                byLoop.computeIfAbsent(context.nettyEventLoop(), _ -> new ArrayList<>())
                        .add(answer);
                continue;
            }
            answer.tell().run();
        }
        byLoop.forEach((loop, its) -> loop.execute(() -> its.forEach(Answers::giveInContext)));
    }

    private static void giveInContext(Answer answer) {
        var context = (ContextInternal) answer.call().context().orElseThrow();
        context.dispatch(answer.tell());
    }
}
