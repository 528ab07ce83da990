package io.mypay.kit.queuelog;

import static io.mypay.kit.queuelog.Operator.refusal;
import static io.mypay.operation.v1.Direction.DIRECTION_IN;
import static io.mypay.operation.v1.Direction.DIRECTION_OUT;
import static io.mypay.operation.v1.Direction.DIRECTION_UNSPECIFIED;
import static io.mypay.operation.v1.MessageStatus.MESSAGE_STATUS_DEAD;
import static io.mypay.operation.v1.MessageStatus.MESSAGE_STATUS_DONE;
import static io.mypay.operation.v1.MessageStatus.MESSAGE_STATUS_PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.OperatorAccess;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.operation.v1.ListMessagesRequest;
import io.mypay.operation.v1.LoggedMessage;
import io.mypay.operation.v1.MessageDecision;
import io.mypay.operation.v1.ReplayMessageRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What staff sees of messages and does with them, over the wire. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class OperatorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Probe probe;

    private final Operator staff = new Operator();

    @Test
    void messages_are_for_staff_alone() {
        OperatorAccess.isForStaffAlone(role -> TestClient.as(UUID.randomUUID(), role));
    }

    @Test
    void pages_go_from_new_to_old_and_hold_what_was_asked_for() {
        var key = aKey();
        var events = Stream.of("a", "b", "c", "d", "e").map(c -> Probe.event(key, c)).toList();
        probe.append(events.toArray(Event[]::new));
        await().atMost(PATIENCE).until(() -> probe.effects(key).size() == 5);
        await().atMost(PATIENCE).until(() -> has(events.getLast(), "OUT", "DONE"));

        var consumed = ListMessagesRequest.newBuilder().setKey(key).setDirection(DIRECTION_IN);
        assertThat(idsOfAllPages(consumed)).isEqualTo(ids(events).reversed());
        assertThat(idsOfAllPages(ListMessagesRequest.newBuilder().setKey(key))).hasSize(10);
        assertThat(idsOfAllPages(consumed.clone().setTopic("mypay.other"))).isEmpty();
        assertThat(idsOfAllPages(consumed.clone().setStatus(MESSAGE_STATUS_DEAD))).isEmpty();
        assertThat(idsOfAllPages(consumed.clone().setStatus(MESSAGE_STATUS_DONE))).hasSize(5);
        var third = consumed.clone().setMessageId(events.get(2).messageId().toString());
        assertThat(idsOfAllPages(third)).containsExactly(events.get(2).messageId().toString());
        assertThat(refusal(() -> staff.list(consumed.clone().setPageToken("nonsense"))))
                .isEqualTo("PAGE_TOKEN_INVALID");
    }

    @Test
    void messages_are_found_by_their_age() {
        var key = aKey();
        var old = Probe.event(Uuid7.next(Instant.now().minusSeconds(7200)), key, "old");
        var young = Probe.event(key, "young");
        probe.append(old, young);
        var hourAgo = Protos.proto(Instant.now().minusSeconds(3600));
        probe.texts(
                "UPDATE queue_log SET created_timestamp = now() - interval '2 hours' WHERE"
                        + " message_id = $1 AND direction = 'OUT' RETURNING key",
                Tuple.of(old.messageId()));

        var produced = ListMessagesRequest.newBuilder().setKey(key).setDirection(DIRECTION_OUT);

        assertThat(idsOfAllPages(produced.clone().setCreatedBefore(hourAgo)))
                .isEqualTo(ids(List.of(old)));
        assertThat(idsOfAllPages(produced.clone().setCreatedAfter(hourAgo)))
                .isEqualTo(ids(List.of(young)));
    }

    @Test
    void a_message_is_shown_without_what_is_in_it() {
        var event = anAppliedEvent("somebody's secret");

        var shown = staff.get(event, DIRECTION_IN);

        var message = shown.getMessage();
        assertThat(message.getConsumer()).isEqualTo(Probe.CONSUMER);
        assertThat(message.getTopic()).isEqualTo(Probe.TOPIC);
        assertThat(message.getKey()).isEqualTo(event.key());
        assertThat(message.getType()).isEqualTo("google.protobuf.StringValue");
        assertThat(message.getPayloadBytes()).isEqualTo(event.payload().getSerializedSize());
        assertThat(message.getStatus()).isEqualTo(MESSAGE_STATUS_DONE);
        assertThat(message.hasOffset()).isTrue();
        assertThat(message.hasProcessTime()).isTrue();
        assertThat(shown.toString()).doesNotContain("secret");
        assertThat(refusal(() -> staff.get(event, DIRECTION_UNSPECIFIED)))
                .isEqualTo("INVALID_FIELD");
        assertThat(refusal(() -> staff.get(Probe.event("k", "none"), DIRECTION_OUT)))
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void a_produced_message_is_published_again_and_skipped_by_who_has_applied_it() {
        var event = anAppliedEvent("once");

        var replayed = staff.replay(event, DIRECTION_OUT);

        assertThat(replayed.getStatus()).isEqualTo(MESSAGE_STATUS_PENDING);
        await().atMost(PATIENCE).until(() -> has(event, "OUT", "DONE"));
        assertThat(KafkaProbe.read(Probe.TOPIC, event.messageId())).hasSize(2);
        awaitWhatComesAfter(event);
        assertThat(probe.effects(event.key())).containsExactly("once", "after");
        var decision = staff.get(event, DIRECTION_OUT).getDecisionsList();
        assertThat(decision).hasSize(1);
        assertThat(decision.getFirst().getAction()).isEqualTo(MessageDecision.Action.ACTION_REPLAY);
        assertThat(decision.getFirst().getDecidedBy()).isEqualTo(staff.subject());
        assertThat(decision.getFirst().getReason()).isEqualTo(Operator.REASON);
    }

    @Test
    void a_dead_letter_is_applied_once_when_its_handler_is_healed() {
        var event = aDeadLetter(aKey(), Probe.UNWORKABLE);
        probe.heal(event.messageId());

        assertThat(staff.replay(event, DIRECTION_IN).getStatus()).isEqualTo(MESSAGE_STATUS_PENDING);

        await().atMost(PATIENCE).until(() -> has(event, "IN", "DONE"));
        assertThat(refusal(() -> staff.replay(event, DIRECTION_IN))).isEqualTo("MESSAGE_DONE");
        awaitWhatComesAfter(event);
        assertThat(probe.effects(event.key())).containsExactly(Probe.UNWORKABLE, "after");
    }

    @Test
    void a_dead_letter_that_still_cannot_be_applied_is_dead_again() {
        var event = aDeadLetter(aKey(), Probe.UNWORKABLE);

        staff.replay(event, DIRECTION_IN);

        await().atMost(PATIENCE)
                .until(() -> probe.incoming(event.messageId(), "attempts").equals("10"));
        assertThat(probe.incoming(event.messageId(), "status")).isEqualTo("DEAD");
        assertThat(staff.get(event, DIRECTION_IN).getMessage().getError())
                .contains("cannot be worked");
    }

    @Test
    void a_replay_reaches_the_consumer_it_is_for_and_no_other() {
        var forAnother = Probe.event(aKey(), "for another");
        var record =
                new ProducerRecord<>(
                        Probe.TOPIC, forAnother.key(), forAnother.payload().toByteArray());
        header(record, "ce_id", forAnother.messageId().toString());
        header(record, "ce_type", "google.protobuf.StringValue");
        header(record, Addressee.HEADER, "another.consumer");

        KafkaProbe.publish(record);
        awaitWhatComesAfter(forAnother);

        assertThat(probe.effects(forAnother.key())).containsExactly("after");
        assertThat(probe.incoming(forAnother.messageId(), "status")).isEmpty();
    }

    @Test
    void asking_twice_replays_once() {
        var event = anAppliedEvent("once");
        var request = Operator.replayOf(event.messageId(), DIRECTION_OUT);

        var first = staff.replay(request);
        assertThat(staff.wasAnsweredBefore()).isFalse();
        await().atMost(PATIENCE).until(() -> has(event, "OUT", "DONE"));
        assertThat(staff.replay(request)).isEqualTo(first);
        assertThat(staff.wasAnsweredBefore()).isTrue();

        assertThat(has(event, "OUT", "DONE")).isTrue();
        assertThat(staff.get(event, DIRECTION_OUT).getDecisionsList()).hasSize(1);
        var other = request.toBuilder().setReason("another one").build();
        assertThat(refusal(() -> staff.replay(other))).isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void what_would_do_harm_or_nothing_is_refused() {
        var old = anAppliedEvent("old");
        probe.texts(
                "UPDATE queue_log SET processed_timestamp = now() - interval '29 days' - interval"
                        + " '1 minute' WHERE message_id = $1 AND direction = 'OUT' RETURNING key",
                Tuple.of(old.messageId()));
        assertThat(refusal(() -> staff.replay(old, DIRECTION_OUT))).isEqualTo("MESSAGE_TOO_OLD");
        assertThat(refusal(() -> staff.replay(old, DIRECTION_IN))).isEqualTo("MESSAGE_DONE");
        assertThat(refusal(() -> staff.dismiss(old.messageId(), DIRECTION_IN)))
                .isEqualTo("MESSAGE_NOT_DEAD");

        var leased = anAppliedEvent("leased");
        probe.texts(
                "UPDATE queue_log SET status = 'PROCESSING', processed_status = NULL,"
                        + " next_attempt_timestamp = now() + interval '1 minute' WHERE message_id ="
                        + " $1 AND direction = 'OUT' RETURNING key",
                Tuple.of(leased.messageId()));
        assertThat(refusal(() -> staff.replay(leased, DIRECTION_OUT)))
                .isEqualTo("MESSAGE_ON_ITS_WAY");

        var nobodys = anUnreadableDeadLetter();
        assertThat(refusal(() -> staff.replay(Operator.replayOf(nobodys, DIRECTION_IN))))
                .isEqualTo("MESSAGE_UNREADABLE");
        assertThat(staff.dismiss(nobodys, DIRECTION_IN).getStatus()).isEqualTo(MESSAGE_STATUS_DONE);
    }

    @Test
    void a_malformed_request_names_its_fields() {
        var error =
                TestClient.errorOf(() ->
                        staff.replay(ReplayMessageRequest.newBuilder().setMessageId("x").build()));

        assertThat(error.reason()).isEqualTo("INVALID_FIELD");
        assertThat(error.fields()).containsExactlyInAnyOrder("request_id", "message_id", "reason");
    }

    @Test
    void a_dismissed_dead_letter_is_skipped_when_it_comes_again() {
        var event = aDeadLetter(aKey(), Probe.UNWORKABLE);
        probe.heal(event.messageId());

        staff.dismiss(event.messageId(), DIRECTION_IN);
        KafkaProbe.publish(event);
        awaitWhatComesAfter(event);

        assertThat(probe.effects(event.key())).containsExactly("after");
        assertThat(probe.incoming(event.messageId(), "processed_status")).isEqualTo("FAILURE");
        assertThat(refusal(() -> staff.replay(event, DIRECTION_IN))).isEqualTo("MESSAGE_DONE");
    }

    private List<String> idsOfAllPages(ListMessagesRequest.Builder request) {
        var ids = new ArrayList<String>();
        var page = staff.list(request.clone().setPageSize(2));
        ids.addAll(ids(page.getMessagesList().stream()));
        while (!page.getNextPageToken().isEmpty()) {
            page = staff.list(request.clone().setPageSize(2).setPageToken(page.getNextPageToken()));
            ids.addAll(ids(page.getMessagesList().stream()));
        }
        return ids;
    }

    private static List<String> ids(Stream<LoggedMessage> messages) {
        return messages.map(LoggedMessage::getMessageId).toList();
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(event -> event.messageId().toString()).toList();
    }

    private Event anAppliedEvent(String content) {
        var event = Probe.event(aKey(), content);
        probe.append(event);
        await().atMost(PATIENCE).until(() -> has(event, "IN", "DONE") && has(event, "OUT", "DONE"));
        return event;
    }

    private Event aDeadLetter(String key, String content) {
        var event = Probe.event(key, content);
        KafkaProbe.publish(event);
        await().atMost(PATIENCE).until(() -> has(event, "IN", "DEAD"));
        return event;
    }

    private UUID anUnreadableDeadLetter() {
        var key = aKey();
        KafkaProbe.publish(new ProducerRecord<>(Probe.TOPIC, key, new byte[0]));
        var sql = "SELECT message_id::text FROM queue_log WHERE key = $1 AND direction = 'IN'";
        return UUID.fromString(
                await().atMost(PATIENCE)
                        .until(() -> probe.texts(sql, Tuple.of(key)), ids -> !ids.isEmpty())
                        .getFirst());
    }

    private void awaitWhatComesAfter(Event event) {
        KafkaProbe.publish(Probe.event(event.key(), "after"));
        await().atMost(PATIENCE).until(() -> probe.effects(event.key()).contains("after"));
    }

    private boolean has(Event event, String direction, String status) {
        var found =
                direction.equals("IN")
                        ? probe.incoming(event.messageId(), "status")
                        : probe.outgoing(event.messageId(), "status");
        return found.equals(status);
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String aKey() {
        return UUID.randomUUID().toString();
    }
}
