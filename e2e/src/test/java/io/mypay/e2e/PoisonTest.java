package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.Recharge;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A message nobody can read is put aside with the reason, and holds nobody up. */
@ExtendWith(StackExtension.class)
class PoisonTest {

    private static final String TOPIC = "mypay.banking.firmbanking.v1";
    private static final int PARTITIONS = 3;
    private static final String BANK = "088";

    @Test
    void it_goes_to_the_dead_letters_with_its_reason_and_what_is_behind_it_is_done(
            Platform platform) throws Exception {
        Actor mina =
                platform.world()
                        .newcomer(
                                MembershipKind.MEMBERSHIP_KIND_PERSON,
                                "Poison Mina",
                                BANK,
                                100_000);
        Moves moves = Moves.of(mina);
        String mark = "no protobuf " + UUID.randomUUID();

        poisonEveryPartition(platform, mark);
        Recharge ended = moves.ended(moves.request(moves.rechargeOf(50_000)));

        assertThat(ended.getState()).isEqualTo(Recharge.State.STATE_SUCCEEDED);
        List<ConsumerRecord<byte[], byte[]>> dead = deadLetters(platform, mark);
        assertThat(dead)
                .allSatisfy(letter -> {
                    assertThat(header(letter, "dlq_reason")).contains("ce_id");
                    assertThat(header(letter, "dlq_origin")).startsWith(TOPIC);
                    assertThat(header(letter, "dlq_consumer")).isNotEmpty();
                });
        platform.proof().settled();
    }

    private static void poisonEveryPartition(Platform platform, String mark)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        kafka(platform), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                producer.send(new ProducerRecord<>(TOPIC, partition, bytes("key"), bytes(mark)))
                        .get();
            }
        }
    }

    /** One for each partition and each service that reads the topic. */
    private static List<ConsumerRecord<byte[], byte[]>> deadLetters(
            Platform platform, String mark) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        kafka(platform),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> all =
                    consumer.partitionsFor(TOPIC + ".dlq").stream()
                            .map(part -> new TopicPartition(part.topic(), part.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();
            return Eventually.holds(
                    "the dead letters",
                    () -> {
                        consumer.poll(Duration.ofMillis(200))
                                .forEach(letter -> {
                                    if (mark.equals(text(letter.value()))) {
                                        seen.add(letter);
                                    }
                                });
                        return seen;
                    },
                    letters -> letters.size() >= PARTITIONS);
        }
    }

    private static Map<String, Object> kafka(Platform platform) {
        return Map.of("bootstrap.servers", platform.stack().kafkaBootstrapServers());
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? "" : text(header.value());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
