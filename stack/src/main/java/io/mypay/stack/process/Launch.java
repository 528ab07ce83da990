package io.mypay.stack.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Everything needed to start one process, and to start it again the same way.
 *
 * @param log receives standard output and error; appended to
 * @param pidFile where the running process is noted, so that a later start can end what a crash
 *     left behind
 * @param readyWithin how long the probe may fail before the start counts as failed
 */
public record Launch(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        Path pidFile,
        StopSignal stopSignal,
        Probe probe,
        Duration readyWithin) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
