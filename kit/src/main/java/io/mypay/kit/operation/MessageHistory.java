package io.mypay.kit.operation;

import java.util.List;

/** A message, and what was decided about it, newest first. */
public record MessageHistory(LoggedMessage message, List<Decision> decisions) {
    public MessageHistory {
        decisions = List.copyOf(decisions);
    }
}
