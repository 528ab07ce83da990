package io.mypay.kit.operation;

/** How many dead letters are on their way again, and how many of those named are still dead. */
public record Replayed(int replayed, int left) {}
