package io.mypay.kit.queuelog;

/** What is still to be published, and for how long the oldest of it has waited. */
record Backlog(long rows, double ageSeconds) {}
