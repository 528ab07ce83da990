package io.mypay.kit.grpc;

/**
 * How many calls to a neighbour may be made again: one for every ten calls, and some in advance. A
 * neighbour that is down for all would otherwise be asked six times as often, just when it comes
 * back.
 */
final class RetryBudget {
    private static final int COST = 10;
    private static final int MAX = 100 * COST;

    private int credit = MAX;

    synchronized void earn() {
        credit = Math.min(MAX, credit + 1);
    }

    synchronized boolean spend() {
        if (credit < COST) {
            return false;
        }
        credit -= COST;
        return true;
    }
}
