package io.mypay.bench.baseline;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The baseline by PostgreSQL's own benchmark client, which costs next to no CPU itself. */
public final class Pgbench implements Baseline {
    private static final String THREADS = "2";

    /** Its clock runs while it connects, which on a busy machine takes a second. */
    private static final long SECONDS_MIN = 2;

    private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+)");

    private static final String PARTIES_UNIFORM =
            """
            \\set from random(1, %1$d)
            \\set to 1 + (:from - 1 + random(1, %1$d - 1)) %% %1$d
            """
                    .formatted(ACCOUNTS);

    // Account 1 sends nothing: with it on both sides, transactions would wait for each other in a
    // circle, and that would be unfair.
    private static final String PARTIES_HOT =
            """
            \\set from random(2, %1$d)
            \\set other 2 + (:from - 2 + random(1, %1$d - 2)) %% (%1$d - 1)
            \\set to case when random(0, 1) = 0 then 1 else :other end
            """
                    .formatted(ACCOUNTS);

    private static final String TRANSFER =
            """
            \\set amount random(1, 100)
            \\set debit -:amount
            BEGIN;
            INSERT INTO transfer (request_id, from_account, to_account, amount, status) \
            VALUES (uuidv7(), :from, :to, :amount, 'COMPLETED') RETURNING transfer_id \\gset
            UPDATE account SET balance = balance - :amount \
            WHERE account_id = :from AND balance >= :amount RETURNING balance AS from_balance \\gset
            UPDATE account SET balance = balance + :amount \
            WHERE account_id = :to RETURNING balance AS to_balance \\gset
            INSERT INTO entry (transfer_id, account_id, amount, balance_after) \
            VALUES (:transfer_id, :from, :debit, :from_balance), \
            (:transfer_id, :to, :amount, :to_balance);
            COMMIT;
            """;

    private final Path program;
    private final String version;
    private final Place place;
    private final Path folder;

    private Pgbench(Path program, String version, Place place, Path folder) {
        this.program = program;
        this.version = version;
        this.place = place;
        this.folder = folder;
    }

    /** Empty if it is not installed. */
    public static Optional<Pgbench> find(Place place, Path folder)
            throws IOException, InterruptedException {
        Optional<Path> program =
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .map(directory -> Path.of(directory, "pgbench"))
                        .filter(Files::isExecutable)
                        .findFirst();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        String version = output(new ProcessBuilder(program.get().toString(), "--version")).strip();
        return Optional.of(new Pgbench(program.get(), shortVersion(version), place, folder));
    }

    static String shortVersion(String printed) {
        return printed.replaceFirst("\\(PostgreSQL\\) ", "").replaceFirst(" \\(.*", "");
    }

    @Override
    public String name() {
        return version;
    }

    @Override
    public double run(Traffic traffic, int clients, Duration length)
            throws IOException, InterruptedException {
        Path script = folder.resolve(traffic.name().toLowerCase(java.util.Locale.ROOT) + ".sql");
        Files.writeString(
                script, (traffic == Traffic.HOT ? PARTIES_HOT : PARTIES_UNIFORM) + TRANSFER);
        List<String> command =
                List.of(
                        program.toString(),
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--max-tries=10",
                        "--client=" + clients,
                        "--jobs=" + THREADS,
                        "--time=" + Math.max(SECONDS_MIN, length.toSeconds()),
                        "--file=" + script,
                        "--host=" + place.host(),
                        "--port=" + place.port(),
                        "--username=" + place.role(),
                        place.database());
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("PGPASSWORD", place.password());
        return rate(output(process));
    }

    static double rate(String output) throws IOException {
        Matcher rate = RATE.matcher(output);
        if (!rate.find() || output.contains("aborted")) {
            throw new IOException("pgbench failed:\n" + output);
        }
        return Double.parseDouble(rate.group(1));
    }

    private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        try {
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("pgbench failed:\n" + text);
            }
            return text;
        } finally {
            process.destroy();
        }
    }
}
