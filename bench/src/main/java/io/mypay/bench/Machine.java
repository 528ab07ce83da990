package io.mypay.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was measured on. */
record Machine(int cores, String cpu, long memoryMebibytes, String system, double fsyncMillis) {
    private static final int FSYNCS = 200;
    private static final int PAGE_BYTES = 8192;
    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*: (.+)$");
    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s+(\\d+) kB$");

    /** Times fsync in a folder on the disk that PostgreSQL writes to. */
    static Machine of(Path folder) throws IOException {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                find(Path.of("/proc/cpuinfo"), MODEL, System.getProperty("os.arch")),
                Long.parseLong(find(Path.of("/proc/meminfo"), MEMORY, "0")) / 1024,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                fsyncMillis(folder));
    }

    private static String find(Path file, Pattern pattern, String otherwise) throws IOException {
        if (!Files.isReadable(file)) {
            return otherwise;
        }
        Matcher found = pattern.matcher(Files.readString(file));
        return found.find() ? found.group(1).strip() : otherwise;
    }

    /** The median of writing one page at the end of a file and having the disk confirm it. */
    private static double fsyncMillis(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "fsync", ".probe");
        List<Double> millis = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < FSYNCS; i++) {
                long begun = System.nanoTime();
                channel.write(ByteBuffer.allocate(PAGE_BYTES));
                channel.force(false);
                millis.add((System.nanoTime() - begun) / 1e6);
            }
        } finally {
            Files.delete(file);
        }
        return new Samples(millis).median();
    }

    /** For a file name: {@code 2-cores-amd-epyc}. */
    String shortName() {
        String words =
                cpu.toLowerCase(Locale.ROOT)
                        .replaceAll("\\(.*?\\)|cpu|@.*|processor", " ")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        return cores + "-cores-" + words;
    }

    String describe() {
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %.1f GiB of memory, %s, fsync %.2f ms",
                cores,
                cpu,
                memoryMebibytes / 1024.0,
                system,
                fsyncMillis);
    }
}
