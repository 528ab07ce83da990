package io.mypay.kit.panache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.StringValue;
import io.mypay.kit.auth.Caller;
import io.mypay.kit.auth.Role;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.UniqueViolation;
import io.mypay.kit.sweep.Background;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.membership.v1.CreateMembershipRequest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class PanacheTest {
    private static final String TOPIC = "mypay.membership.membership.v1";
    private static final Caller ALICE = new Caller("alice", Set.of(Role.MEMBER));

    @Inject Background background;

    @Test
    void a_request_is_answered_once_and_its_event_published() {
        var request = aRequest();
        var event = anEvent();

        var first = once(request, () -> append(event, "first"));
        var second = once(request, () -> append(anEvent(), "second"));

        assertThat(first).isEqualTo(StringValue.of("first"));
        assertThat(second).isEqualTo(first);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> KafkaProbe.read(TOPIC, event.messageId()).size() == 1);
    }

    @Test
    void a_connection_that_breaks_under_a_question_is_a_server_that_is_away() {
        var asked =
                background.detach(
                        "question",
                        () ->
                                PanacheReads.ask(
                                        () -> Panache.getSession().chain(PanacheTest::hangUp)));

        var refused =
                catchThrowableOfType(
                        Refused.class, () -> asked.await().atMost(Duration.ofSeconds(20)));

        assertThat(refused.refusal()).isEqualTo(new Common.StorageUnavailable());
    }

    private static Uni<Boolean> hangUp(Mutiny.Session session) {
        return session.createNativeQuery(
                        "SELECT pg_terminate_backend(pg_backend_pid())", Boolean.class)
                .getSingleResult();
    }

    @Test
    void a_request_id_with_other_content_is_refused() {
        var request = aRequest();
        once(request, () -> append(anEvent(), "first"));

        var other = request.toBuilder().setName("Lee").build();

        assertThat(
                        failureOf(
                                        Refused.class,
                                        () -> once(other, () -> append(anEvent(), "second")))
                                .refusal())
                .isEqualTo(new Common.RequestIdReused());
    }

    @Test
    void a_refusal_leaves_nothing_so_the_request_may_succeed_later() {
        var request = aRequest();
        var event = anEvent();
        var no = new Refused(new Common.NotYours());

        failureOf(
                Refused.class,
                () ->
                        once(
                                request,
                                () ->
                                        append(event, "first")
                                                .chain(() -> Uni.createFrom().failure(no))));

        assertThat(once(request, () -> append(event, "later"))).isEqualTo(StringValue.of("later"));
    }

    @Test
    void a_broken_constraint_is_named() {
        var event = anEvent();
        once(aRequest(), () -> append(event, "first"));

        var violation =
                failureOf(
                        UniqueViolation.class,
                        () -> once(aRequest(), () -> append(event, "again")));

        assertThat(violation.constraint()).endsWith("_pkey");
    }

    private static Uni<StringValue> append(Event event, String answer) {
        return PanacheOutbox.append(event).map(_ -> StringValue.of(answer));
    }

    /** On a context of its own, as an RPC has one. */
    private StringValue once(CreateMembershipRequest request, Supplier<Uni<StringValue>> work) {
        var key = RequestKey.of(ALICE, request);
        return background
                .detach(
                        "an RPC",
                        () -> PanacheRequests.once(key, StringValue.getDefaultInstance(), work))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static <E extends Throwable> E failureOf(Class<E> type, Runnable call) {
        return catchThrowableOfType(type, call::run);
    }

    private static CreateMembershipRequest aRequest() {
        return CreateMembershipRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setName("Kim")
                .build();
    }

    private static Event anEvent() {
        var id = Uuid7.next(Instant.now());
        return new Event(id, TOPIC, id.toString(), StringValue.of("created"));
    }
}
