package io.mypay.e2e;

import io.mypay.stack.kafka.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What lies in Kafka, seen past all services: read, delivered again, and counted. */
public final class Messages {

    /** The header that carries a message's id. */
    public static final String ID = "ce_id";

    private static final String DEAD_LETTERS = ".dlq";

    private final Map<String, Object> kafka;

    public Messages(String bootstrapServers) {
        this.kafka = Map.of("bootstrap.servers", bootstrapServers);
    }

    /** All that is in these topics now, in the order of each partition. */
    public List<ConsumerRecord<byte[], byte[]>> all(List<String> topics) {
        return last(topics, Integer.MAX_VALUE);
    }

    /** The last so many of each partition. */
    private List<ConsumerRecord<byte[], byte[]>> last(List<String> topics, int perPartition) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topics);
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            partitions.forEach(one ->
                    consumer.seek(one, Math.max(begins.get(one), ends.get(one) - perPartition)));
            List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
            }
            return seen;
        }
    }

    /**
     * Sends the last messages of each partition of these topics again, and says how many there
     * were; only MyPay's own, which all have an id.
     */
    public int repeat(List<String> topics, int perPartition) {
        List<ConsumerRecord<byte[], byte[]>> seen =
                last(topics, perPartition).stream()
                        .filter(message -> message.headers().lastHeader(ID) != null)
                        .toList();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ConsumerRecord<byte[], byte[]> message : seen) {
                ProducerRecord<byte[], byte[]> again =
                        new ProducerRecord<>(
                                message.topic(),
                                message.partition(),
                                message.key(),
                                message.value(),
                                message.headers());
                producer.send(again).get();
            }
            return seen.size();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a message cannot be sent again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Which group has not consumed which partition to its end. */
    public List<String> behind() {
        try (Admin admin = Admin.create(kafka);
                KafkaConsumer<byte[], byte[]> looker = consumer()) {
            Map<TopicPartition, Long> ends = looker.endOffsets(partitions(looker, topics()));
            List<String> behind = new ArrayList<>();
            for (var group : admin.listGroups().all().get()) {
                var committed =
                        admin.listConsumerGroupOffsets(group.groupId())
                                .partitionsToOffsetAndMetadata()
                                .get();
                committed.forEach((partition, offset) -> {
                    if (offset != null && offset.offset() < ends.getOrDefault(partition, 0L)) {
                        behind.add(group.groupId() + " on " + partition);
                    }
                });
            }
            return behind;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot ask the broker for its groups", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** How many dead letters each topic has; those without any are left out. */
    public Map<String, Long> deadLetters() {
        try (KafkaConsumer<byte[], byte[]> looker = consumer()) {
            List<String> dead = topics().stream().map(topic -> topic + DEAD_LETTERS).toList();
            return looker.endOffsets(partitions(looker, dead)).entrySet().stream()
                    .filter(partition -> partition.getValue() > 0)
                    .collect(
                            Collectors.toMap(
                                    partition -> partition.getKey().topic(),
                                    Map.Entry::getValue,
                                    Long::sum,
                                    TreeMap::new));
        }
    }

    /** All topics of MyPay but those of dead letters. */
    public static List<String> topics() {
        return Topic.all().stream()
                .map(Topic::name)
                .filter(name -> !name.endsWith(DEAD_LETTERS))
                .toList();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(
            KafkaConsumer<byte[], byte[]> consumer, List<String> topics) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(part -> new TopicPartition(part.topic(), part.partition()))
                .toList();
    }
}
