package io.mypay.kit.testing;

import io.mypay.kit.queuelog.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Stands beside the service under test at its broker: another producer, another reader. */
public final class KafkaProbe {
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);

    private KafkaProbe() {}

    /** Publishes an event as a neighbour's relay does; call it twice for a redelivery. */
    public static void publish(Event event) {
        publish(event, event.payload().toByteArray());
    }

    /** Under the event's headers, but with a content that need not be readable. */
    public static void publish(Event event, byte[] payload) {
        var record = new ProducerRecord<>(event.topic(), event.key(), payload);
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", event.messageId().toString());
        header(record, "ce_type", event.payload().getDescriptorForType().getFullName());
        header(record, "ce_source", "/mypay/probe");
        header(record, "ce_time", Instant.now().toString());
        header(record, "ce_subject", event.key());
        publish(record);
    }

    public static void publish(ProducerRecord<String, byte[]> record) {
        try (var producer =
                new KafkaProducer<>(
                        producing(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka did not take " + record, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All records of a topic from its beginning up to now. */
    public static List<ConsumerRecord<String, byte[]>> read(String topic) {
        try (var consumer =
                new KafkaConsumer<>(
                        consuming(), new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p ->
                                    new org.apache.kafka.common.TopicPartition(
                                            topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return List.copyOf(records);
        }
    }

    /** The records of a topic that carry this message id. */
    public static List<ConsumerRecord<String, byte[]>> read(String topic, UUID messageId) {
        return read(topic).stream()
                .filter(record -> header(record, "ce_id").equals(messageId.toString()))
                .toList();
    }

    /** A header's text, empty where there is none. */
    public static String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> producing() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers(),
                ProducerConfig.ACKS_CONFIG,
                "all");
    }

    private static Map<String, Object> consuming() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
    }

    private static String servers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }
}
