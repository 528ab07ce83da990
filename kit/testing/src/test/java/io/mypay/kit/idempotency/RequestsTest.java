package io.mypay.kit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.StringValue;
import io.mypay.kit.auth.Caller;
import io.mypay.kit.auth.Role;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refusal;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.membership.v1.CreateMembershipRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@Timeout(30)
class RequestsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Caller ALICE = new Caller("alice", Set.of(Role.MEMBER));
    private static final Caller BOB = new Caller("bob", Set.of(Role.MEMBER));

    @Inject Requests requests;
    @Inject Database database;

    @Test
    void the_same_request_twice_has_one_effect_and_one_answer() {
        var key = RequestKey.of(ALICE, aRequest("Kim"));

        var first = once(key, tx -> effect(tx, key, "first"));
        var second = once(key, tx -> effect(tx, key, "second"));

        assertThat(first).isEqualTo(StringValue.of("first"));
        assertThat(second).isEqualTo(first);
        assertThat(effects(key)).isEqualTo(1);
    }

    @Test
    void a_request_id_with_other_content_is_refused() {
        var request = aRequest("Kim");
        var key = RequestKey.of(ALICE, request);
        once(key, tx -> effect(tx, key, "first"));

        var other = RequestKey.of(ALICE, request.toBuilder().setName("Lee").build());

        assertThat(refusalOf(() -> once(other, tx -> effect(tx, other, "second"))))
                .isEqualTo(new Common.RequestIdReused());
        assertThat(effects(key)).isEqualTo(1);
    }

    @Test
    void callers_do_not_share_request_ids() {
        var request = aRequest("Kim");
        var alices = RequestKey.of(ALICE, request);
        var bobs = RequestKey.of(BOB, request);

        once(alices, tx -> effect(tx, alices, "for alice"));

        assertThat(once(bobs, tx -> effect(tx, bobs, "for bob")))
                .isEqualTo(StringValue.of("for bob"));
    }

    @Test
    void a_request_that_is_still_being_worked_is_refused_and_may_come_again() {
        var key = RequestKey.of(ALICE, aRequest("Kim"));
        var working = new CompletableFuture<Void>();
        var mayEnd = new CompletableFuture<Void>();
        var first =
                requests.once(
                                key,
                                StringValue.getDefaultInstance(),
                                tx ->
                                        effect(tx, key, "first")
                                                .invoke(() -> working.complete(null))
                                                .call(() ->
                                                        Uni.createFrom().completionStage(mayEnd)))
                        .subscribeAsCompletionStage();
        working.join();

        assertThat(refusalOf(() -> once(key, tx -> effect(tx, key, "second"))))
                .isEqualTo(new Common.RequestInProgress());

        mayEnd.complete(null);
        assertThat(first.join()).isEqualTo(StringValue.of("first"));
        assertThat(once(key, tx -> effect(tx, key, "third"))).isEqualTo(StringValue.of("first"));
    }

    @Test
    void a_refusal_leaves_nothing_so_the_request_may_succeed_later() {
        var key = RequestKey.of(ALICE, aRequest("Kim"));
        var no = new Refused(new Common.NotYours());

        assertThatThrownBy(() ->
                        once(
                                key,
                                tx ->
                                        effect(tx, key, "first")
                                                .chain(() -> Uni.createFrom().failure(no))))
                .isSameAs(no);

        assertThat(effects(key)).isZero();
        assertThat(once(key, tx -> effect(tx, key, "later"))).isEqualTo(StringValue.of("later"));
    }

    @Test
    void a_request_id_that_is_no_uuid_is_refused_with_its_field() {
        var request = CreateMembershipRequest.newBuilder().setRequestId("1-1-1-1-1").build();

        assertThat(refusalOf(() -> RequestKey.of(ALICE, request)))
                .isEqualTo(new Common.InvalidField("request_id", "must be a UUID"));
    }

    private static Refusal refusalOf(ThrowingCallable call) {
        return catchThrowableOfType(Refused.class, call).refusal();
    }

    private StringValue once(RequestKey key, Function<SqlConnection, Uni<StringValue>> work) {
        return requests.once(key, StringValue.getDefaultInstance(), work).await().atMost(PATIENCE);
    }

    private static Uni<StringValue> effect(SqlConnection tx, RequestKey key, String content) {
        return tx.preparedQuery("INSERT INTO effect (message_id, key, content) VALUES ($1, $2, $3)")
                .execute(Tuple.of(key.requestId(), "request", content))
                .map(_ -> StringValue.of(content));
    }

    private int effects(RequestKey key) {
        return database.read(client ->
                        client.preparedQuery("SELECT count(*) FROM effect WHERE message_id = $1")
                                .execute(Tuple.of(key.requestId()))
                                .map(rows -> rows.iterator().next().getInteger(0)))
                .await()
                .atMost(PATIENCE);
    }

    private static CreateMembershipRequest aRequest(String name) {
        return CreateMembershipRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setName(name)
                .build();
    }
}
