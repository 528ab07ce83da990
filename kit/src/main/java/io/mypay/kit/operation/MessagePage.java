package io.mypay.kit.operation;

import java.util.List;

/** Some messages, newest first, and whether more follow. */
public record MessagePage(List<LoggedMessage> messages, boolean hasMore) {
    public MessagePage {
        messages = List.copyOf(messages);
    }
}
