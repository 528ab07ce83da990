package io.mypay.simulation.world;

/** Spans of virtual time, in microseconds. */
public final class Time {
    public static final long MILLISECOND = 1_000;
    public static final long SECOND = 1_000 * MILLISECOND;
    public static final long MINUTE = 60 * SECOND;
    public static final long HOUR = 60 * MINUTE;
    public static final long DAY = 24 * HOUR;

    private Time() {}
}
