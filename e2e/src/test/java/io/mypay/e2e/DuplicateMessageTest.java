package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.Recharge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kafka may deliver again whatever it delivered once. */
@ExtendWith(StackExtension.class)
class DuplicateMessageTest {

    private static final List<String> TOPICS =
            List.of("mypay.money.recharge.v1", "mypay.banking.firmbanking.v1");

    @Test
    void every_message_of_a_recharge_delivered_twice_has_one_effect(Platform platform)
            throws Exception {
        Actor mina =
                platform.world()
                        .newcomer(
                                MembershipKind.MEMBERSHIP_KIND_PERSON,
                                "Duplicate Mina",
                                "088",
                                1_000_000);
        Moves moves = Moves.of(mina);
        moves.ended(moves.request(moves.rechargeOf(50_000)));

        int repeated = repeatAllMessages(platform);
        awaitConsumed(platform);
        Recharge next = moves.ended(moves.request(moves.rechargeOf(10_000)));

        assertThat(repeated).isGreaterThanOrEqualTo(3);
        assertThat(next.getState()).isEqualTo(Recharge.State.STATE_SUCCEEDED);
        platform.proof().settled();
        assertThat(moves.available()).isEqualTo(60_000);
        assertThat(platform.bank().balance(mina.bankAccount())).isEqualTo(940_000);
    }

    private static int repeatAllMessages(Platform platform)
            throws ExecutionException, InterruptedException {
        Map<String, Object> kafka =
                Map.of("bootstrap.servers", platform.stack().kafkaBootstrapServers());
        List<ConsumerRecord<byte[], byte[]>> seen = readAll(kafka);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ConsumerRecord<byte[], byte[]> message : seen) {
                producer.send(
                                new ProducerRecord<>(
                                        message.topic(),
                                        message.partition(),
                                        message.key(),
                                        message.value(),
                                        message.headers()))
                        .get();
            }
        }
        return seen.size();
    }

    /** Until every consumer group has committed the end of each topic it reads. */
    private static void awaitConsumed(Platform platform) {
        Map<String, Object> kafka =
                Map.of("bootstrap.servers", platform.stack().kafkaBootstrapServers());
        try (Admin admin = Admin.create(kafka);
                KafkaConsumer<byte[], byte[]> looker =
                        new KafkaConsumer<>(
                                kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = looker.endOffsets(partitions(looker));
            Eventually.holds(
                    "all groups have consumed the repeated messages",
                    () -> behind(admin, ends),
                    List::isEmpty);
        }
    }

    private static List<String> behind(Admin admin, Map<TopicPartition, Long> ends) {
        try {
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

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(part -> new TopicPartition(part.topic(), part.partition()))
                .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> readAll(Map<String, Object> kafka) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
            }
            return seen;
        }
    }
}
