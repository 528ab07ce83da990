package io.mypay.simulation.world;

/**
 * What a consumer does with a message.
 *
 * @param name of the consumer: two consumers of one service each get the message
 */
public record Consumption(String name, Handler handler) {
    /** Applies the effect, and returns what the process does once it is committed. */
    @FunctionalInterface
    public interface Handler {
        Runnable handle(Transaction tx, Message message);
    }

    public static final Runnable NOTHING_MORE = () -> {};
}
