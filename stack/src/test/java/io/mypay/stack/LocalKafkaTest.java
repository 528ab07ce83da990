package io.mypay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalKafkaTest {
    private static final String TOPIC = "mypay.money.recharge.v1";

    @Test
    void topics_are_there_at_once_and_messages_survive_a_restart(@TempDir Path folder)
            throws Exception {
        try (LocalKafka first = persistent(folder).start()) {
            assertThat(topics(first))
                    .hasSize(12)
                    .contains("mypay.membership.membership.v1", "mypay.settlement.payout.v1.dlq");
            send(first, "before");
        }
        try (LocalKafka second = persistent(folder).start()) {
            send(second, "after");
            assertThat(read(second, 2)).containsExactly("before", "after");
        }
    }

    private static LocalKafka persistent(Path folder) {
        return LocalKafka.persistent(
                folder.resolve("kafka"),
                FreePorts.next(),
                FreePorts.next(),
                folder.resolve("kafka.log"));
    }

    private static Set<String> topics(LocalKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.listTopics().names().get();
        }
    }

    private static void send(LocalKafka kafka, String value) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, 0, "key", value)).get();
        }
    }

    private static List<String> read(LocalKafka kafka, int count) {
        List<String> values = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(r -> values.add(r.value()));
                        return values.size() >= count;
                    });
        }
        return values;
    }
}
