package io.mypay.stack.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** One topic of MyPay, as topics.txt lists it. */
public record Topic(String name, int partitions, String cleanupPolicy) {
    private static final String DEAD_LETTERS = ".dlq";

    /** All topics of MyPay and the dead-letter topic of each. */
    public static List<Topic> all() {
        try (InputStream list = Topic.class.getResourceAsStream("/topics.txt")) {
            return new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Topic::parse)
                    .flatMap(topic -> Stream.of(topic, topic.deadLetters()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Topic parse(String line) {
        String[] words = line.split("\\s+", -1);
        if (words.length != 3) {
            throw new IllegalStateException(
                    "topics.txt: not a name, partitions and policy: " + line);
        }
        return new Topic(words[0], Integer.parseInt(words[1]), words[2]);
    }

    /** Dead letters are read by people and must never be compacted away. */
    private Topic deadLetters() {
        return new Topic(name + DEAD_LETTERS, partitions, "delete");
    }
}
