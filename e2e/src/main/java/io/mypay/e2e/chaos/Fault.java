package io.mypay.e2e.chaos;

import io.mypay.stack.network.Direction;
import java.time.Duration;
import java.util.Map;

/** One thing that goes wrong, and for how long. */
public sealed interface Fault {

    /** As it is counted. */
    String kind();

    /** What it befalls; two faults of the same thing wait for each other. */
    String victim();

    /** kill -9; supervision starts it again. */
    record Kill(String victim) implements Fault {
        @Override
        public String kind() {
            return "killed";
        }
    }

    /** SIGSTOP, and SIGCONT after a while. */
    record Pause(String victim, Duration lasting) implements Fault {
        @Override
        public String kind() {
            return "paused";
        }
    }

    /** An orderly end, some time away, and a start. */
    record Restart(String victim, Duration lasting) implements Fault {
        @Override
        public String kind() {
            return "restarted";
        }
    }

    /** No connection from one to the other. */
    record Cut(String from, String to, Duration lasting) implements Fault {
        @Override
        public String kind() {
            return "cut off";
        }

        @Override
        public String victim() {
            return from + " → " + to;
        }
    }

    /** Nothing passes in one direction, and no connection breaks. */
    record Hold(String from, String to, Direction direction, Duration lasting) implements Fault {
        @Override
        public String kind() {
            return direction == Direction.REQUESTS ? "requests held" : "answers held";
        }

        @Override
        public String victim() {
            return from + " → " + to;
        }
    }

    /**
     * A bank misbehaves.
     *
     * @param order as the bank's counter takes it
     */
    record Bank(String kind, String bankCode, Map<String, Object> order, Duration lasting)
            implements Fault {
        public Bank {
            order = Map.copyOf(order);
        }

        @Override
        public String victim() {
            return "bank " + bankCode;
        }
    }

    /** The last messages of every topic are delivered again. */
    record Repeat(int messagesPerPartition) implements Fault {
        @Override
        public String kind() {
            return "messages repeated";
        }

        @Override
        public String victim() {
            return "kafka";
        }
    }
}
