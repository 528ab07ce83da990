package io.mypay.simulation.world;

import io.mypay.simulation.world.Message.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Keeps what was published and delivers it to every consumer, in order per key, at least once. */
public final class Broker {
    private static final long DELAY_MAX = 20 * Time.MILLISECOND;
    private static final long PUBLISH_MAX = 10 * Time.SECOND;
    private static final long AGAIN_MAX = 2 * Time.MINUTE;

    private final World world;
    private final Map<Topic, List<Line>> consumers = new EnumMap<>(Topic.class);

    Broker(World world) {
        this.world = world;
    }

    /** One consumer group, and what it has still to consume, by key. */
    private record Line(Service service, Consumption consumption, Map<UUID, Deque<Message>> keys) {}

    public void subscribe(Topic topic, Service service, Consumption consumption) {
        consumers
                .computeIfAbsent(topic, _ -> new ArrayList<>())
                .add(new Line(service, consumption, new HashMap<>()));
    }

    List<Consumption> consumersOf(Topic topic) {
        return consumers.getOrDefault(topic, List.of()).stream().map(Line::consumption).toList();
    }

    /** Answers whether the producer knows that it is there; it may be there otherwise, too. */
    void publish(Host from, Message message, Consumer<Boolean> acknowledged) {
        var faults = world.faults();
        if (faults.happens(Fault.PUBLISH_FAILED)) {
            world.timeline().later(from, delay(PUBLISH_MAX), () -> acknowledged.accept(false));
            return;
        }
        var known = !faults.happens(Fault.ACK_LOST);
        var time = delay(DELAY_MAX);
        world.timeline().later(time, () -> append(message));
        world.timeline()
                .later(
                        from,
                        time + delay(known ? DELAY_MAX : PUBLISH_MAX),
                        () -> acknowledged.accept(known));
    }

    private void append(Message message) {
        for (var line : consumers.getOrDefault(message.topic(), List.of())) {
            if (world.faults().happens(Fault.MESSAGE_EARLY)) {
                again(line, message, delay(DELAY_MAX));
                continue;
            }
            var waiting = line.keys().computeIfAbsent(message.key(), _ -> new ArrayDeque<>());
            waiting.add(message);
            if (waiting.size() == 1) {
                world.timeline().later(delay(DELAY_MAX), () -> deliverNext(line, waiting));
            }
        }
    }

    private void deliverNext(Line line, Deque<Message> waiting) {
        deliver(
                line,
                waiting.getFirst(),
                () -> {
                    waiting.removeFirst();
                    if (!waiting.isEmpty()) {
                        world.timeline().later(delay(DELAY_MAX), () -> deliverNext(line, waiting));
                    }
                });
    }

    // Until a process has consumed it: one that dies meanwhile has not, so another one gets it.
    private void deliver(Line line, Message message, Runnable consumed) {
        line.service()
                .someHost(host -> {
                    var reply =
                            new Reply<Boolean>(
                                    _ -> {
                                        mayComeAgain(line, message);
                                        consumed.run();
                                    },
                                    () ->
                                            world.timeline()
                                                    .later(
                                                            delay(Time.SECOND),
                                                            () ->
                                                                    deliver(
                                                                            line, message,
                                                                            consumed)));
                    host.onDeath(reply::lose);
                    line.service().inbox().receive(host, message, line.consumption(), reply);
                });
    }

    private void mayComeAgain(Line line, Message message) {
        if (world.faults().happens(Fault.MESSAGE_TWICE)) {
            again(line, message, delay(AGAIN_MAX));
        }
    }

    private void again(Line line, Message message, long after) {
        world.timeline().later(after, () -> deliver(line, message, () -> {}));
    }

    private long delay(long most) {
        return world.dice().between(1, most);
    }
}
