package io.mypay.stack.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The buf program as a gRPC client: it learns the methods by reflection. */
record Buf(Path program) {

    /** How a call ended; output is empty if it was shown as it came. */
    record Answer(int exitCode, String output, String error) {
        boolean isOk() {
            return exitCode == 0;
        }
    }

    /**
     * @param show prints the answer as it comes, which a stream needs
     */
    Answer curl(String url, List<String> arguments, String json, boolean show)
            throws IOException, InterruptedException {
        if (!Files.isExecutable(program) && !program.toFile().setExecutable(true)) {
            throw CommandFailed.because(program + " cannot be made executable");
        }
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        program.toString(),
                        "curl",
                        "--protocol",
                        "grpc",
                        "--http2-prior-knowledge",
                        "--emit-defaults"));
        command.addAll(arguments);
        // The body goes through standard input: a password must not show in the list of processes.
        command.addAll(List.of("--data", "@-", url));
        Path body = Files.createTempFile("mypay-call", ".json");
        Path errors = Files.createTempFile("mypay-call", ".err");
        try {
            Files.writeString(body, json);
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(body.toFile())
                            .redirectOutput(
                                    show
                                            ? ProcessBuilder.Redirect.INHERIT
                                            : ProcessBuilder.Redirect.PIPE)
                            .redirectError(errors.toFile())
                            .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), output, Files.readString(errors));
        } finally {
            Files.delete(body);
            Files.delete(errors);
        }
    }
}
