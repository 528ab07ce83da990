package io.mypay.kit.queuelog;

import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;

/** The errors that are logged while it is open. */
final class ErrorLog extends Handler implements AutoCloseable {
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final Logger logger;

    ErrorLog(String category) {
        logger = Logger.getLogger(category);
        logger.addHandler(this);
    }

    List<String> about(UUID messageId) {
        return errors.stream().filter(error -> error.contains(messageId.toString())).toList();
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.ERROR.intValue()) {
            errors.add(new PatternFormatter("%s").format(record));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
