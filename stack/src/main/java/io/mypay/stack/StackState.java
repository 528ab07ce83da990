package io.mypay.stack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a running stack says of itself in {@code run/stack.json}: status, down, call and the
 * journeys read it.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StackState(
        Phase phase,
        long supervisorPid,
        long supervisorStartedAtMillis,
        String folder,
        String kafka,
        String staffLogin,
        String staffPassword,
        List<ProcessState> processes) {

    /** How far the stack as a whole is. */
    public enum Phase {
        STARTING,
        READY,
        STOPPING
    }

    /** One process, PostgreSQL and Kafka among them; 0 as pid or port means none. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ProcessState(
            String name, String state, long pid, int port, int restarts, String log) {}

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    public static Path fileIn(Path folder) {
        return folder.resolve("run/stack.json");
    }

    /** Empty if no stack ever ran there, or it was stopped. */
    public static Optional<StackState> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(JSON.readValue(Files.readString(file), StackState.class));
    }

    void write(Path file) throws IOException {
        OwnerOnly.write(file, json());
    }

    private String json() throws JsonProcessingException {
        return JSON.writeValueAsString(this) + "\n";
    }

    /** False when the supervisor was killed; its guardian then has ended everything else. */
    public boolean isRunning() {
        return supervisor().isPresent();
    }

    /** The process id may belong to a stranger by now, the start time tells. */
    public Optional<ProcessHandle> supervisor() {
        return ProcessHandle.of(supervisorPid)
                .filter(ProcessHandle::isAlive)
                .filter(p -> Math.abs(startedAtMillis(p) - supervisorStartedAtMillis) < 2000);
    }

    static long startedAtMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    public Optional<ProcessState> process(String name) {
        return processes.stream().filter(process -> process.name().equals(name)).findFirst();
    }
}
