package io.mypay.kit.queuelog;

/**
 * What waits in queue_log.
 *
 * @param rows still to be published
 * @param ageSeconds for how long the oldest of them has waited
 * @param deadIn consumed messages that could not be applied and wait for staff
 * @param deadOut produced messages that Kafka never accepted and that wait for staff
 */
record Backlog(long rows, double ageSeconds, long deadIn, long deadOut) {
    static final Backlog NONE = new Backlog(0, 0, 0, 0);
}
