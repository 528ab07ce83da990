package io.mypay.membership.member;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.membership.People.aMerchant;
import static io.mypay.membership.People.aPerson;
import static io.mypay.membership.People.anEmail;
import static io.mypay.membership.People.anybody;
import static io.mypay.membership.People.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.type.PostalAddress;
import io.grpc.Status.Code;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.membership.Neighbours;
import io.mypay.membership.People;
import io.mypay.membership.Rows;
import io.mypay.membership.Secrets;
import io.mypay.membership.v1.CreateMembershipRequest;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipCreated;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.membership.v1.MembershipServiceGrpc;
import io.mypay.membership.v1.SettlementCycle;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Secrets.class)
@WithTestResource(Neighbours.class)
class SignUpTest {
    private static final String TOPIC = "mypay.membership.membership.v1";

    @Inject Rows rows;

    @Test
    void a_person_signs_up_and_can_log_in_whatever_the_case_of_the_email() {
        var email = anEmail();
        var request = aPerson(email.toUpperCase(Locale.ROOT)).build();
        var membership = anybody().createMembership(request).getMembership();
        assertThat(membership.getState()).isEqualTo(Membership.State.STATE_ACTIVE);
        assertThat(membership.getKind()).isEqualTo(MembershipKind.MEMBERSHIP_KIND_PERSON);
        assertThat(membership.getSettlementCycle())
                .isEqualTo(SettlementCycle.SETTLEMENT_CYCLE_UNSPECIFIED);
        assertThat(membership.getEmail()).isEqualTo(email);
        assertThat(membership.getName()).isEqualTo(request.getName());
        assertThat(membership.getAddress()).isEqualTo(request.getAddress());
        assertThat(membership.getCreateTime()).isEqualTo(membership.getUpdateTime());
        assertThat(UUID.fromString(membership.getMembershipId()).version()).isEqualTo(7);
        var login = login(email, People.PASSWORD);
        assertThat(login.getMembershipId()).isEqualTo(membership.getMembershipId());
        assertThat(login.getRolesList()).containsExactly("MEMBER");
    }

    @Test
    void a_merchant_is_settled_daily_and_logs_in_as_merchant() {
        var email = anEmail();
        var merchant = People.signUp(aMerchant(email));
        assertThat(merchant.getSettlementCycle()).isEqualTo(SettlementCycle.SETTLEMENT_CYCLE_DAILY);
        assertThat(login(email, People.PASSWORD).getRolesList()).containsExactly("MERCHANT");
    }

    @Test
    void nobody_else_has_a_settlement_cycle() {
        var request =
                aPerson(anEmail())
                        .setSettlementCycle(SettlementCycle.SETTLEMENT_CYCLE_DAILY)
                        .build();
        var error = errorOf(() -> anybody().createMembership(request));
        assertThat(error.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(error.reason()).isEqualTo("SETTLEMENT_CYCLE_NOT_ALLOWED");
        assertThat(error.fields()).containsExactly("settlement_cycle");
        assertNothingLeft(request);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("request_id", aPerson(anEmail()).setRequestId("1")),
                Arguments.of("kind", aPerson(anEmail()).clearKind()),
                Arguments.of("kind", aPerson(anEmail()).setKindValue(99)),
                Arguments.of("name", aPerson(anEmail()).clearName()),
                Arguments.of("name", aPerson(anEmail()).setName("a\u0000b")),
                Arguments.of("name", aPerson(anEmail()).setName("x".repeat(101))),
                Arguments.of("email", aPerson("nobody")),
                Arguments.of("password", aPerson(anEmail()).setPassword("1234567")),
                Arguments.of("password", aPerson(anEmail()).setPassword("가".repeat(25))),
                Arguments.of("settlement_cycle", aMerchant(anEmail()).setSettlementCycleValue(99)),
                Arguments.of(
                        "address.locality",
                        aPerson(anEmail())
                                .setAddress(
                                        PostalAddress.newBuilder().setLocality("x".repeat(201)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void malformed_input_is_refused_by_its_field(
            String field, CreateMembershipRequest.Builder request) {
        var error = errorOf(() -> People.signUp(request));
        assertThat(error.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(error.reason()).isEqualTo("INVALID_FIELD");
        assertThat(error.fields()).contains(field);
        assertThat(error.domain()).isEqualTo("mypay.membership");
        assertNothingLeft(request.build());
    }

    @Test
    void the_same_request_again_gets_the_first_answer() {
        var request = aPerson(anEmail()).build();
        var client = TestClient.anonymous();
        var stub = client.stub(MembershipServiceGrpc::newBlockingStub);
        var first = stub.createMembership(request);
        assertThat(client.trailer("idempotency-replayed")).isEmpty();
        var second = stub.createMembership(request);
        assertThat(second).isEqualTo(first);
        assertThat(client.trailer("idempotency-replayed")).isEqualTo("true");
        assertThat(memberships(request.getEmail())).isOne();
    }

    @Test
    void the_same_request_many_times_at_once_makes_one_membership() throws InterruptedException {
        var request = aPerson(anEmail()).build();
        Callable<Membership> call = () -> anybody().createMembership(request).getMembership();
        var outcome = AtOnce.times(8, call);
        assertThat(outcome.answers().stream().map(Membership::getMembershipId).distinct())
                .hasSize(1);
        assertThat(outcome.reasons()).isSubsetOf("REQUEST_IN_PROGRESS");
        assertThat(memberships(request.getEmail())).isOne();
    }

    static Stream<Arguments> otherContents() {
        return Stream.of(
                Arguments.of("name", aPerson("").setName("김철수").clearEmail()),
                Arguments.of("password", aPerson("").setPassword("another password").clearEmail()),
                Arguments.of("email", aPerson(anEmail())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherContents")
    void the_same_request_id_for_anything_else_is_refused(
            String what, CreateMembershipRequest.Builder other) {
        var first = aPerson(anEmail()).build();
        anybody().createMembership(first);
        other.setRequestId(first.getRequestId());
        if (other.getEmail().isEmpty()) {
            other.setEmail(first.getEmail());
        }
        var error = errorOf(() -> People.signUp(other));
        assertThat(error.code()).as(what).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(error.reason()).isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void of_two_sign_ups_with_one_email_exactly_one_succeeds() throws InterruptedException {
        var email = anEmail();
        var outcome =
                AtOnce.call(
                        IntStream.range(0, 6)
                                .mapToObj(i ->
                                        (Callable<Membership>)
                                                () ->
                                                        People.signUp(
                                                                aPerson(
                                                                        i % 2 == 0
                                                                                ? email
                                                                                : email.toUpperCase(
                                                                                        Locale
                                                                                                .ROOT))))
                                .toList());
        assertThat(outcome.answers()).hasSize(1);
        assertThat(outcome.reasons()).containsExactly("EMAIL_TAKEN");
        assertThat(outcome.errors()).hasSize(5).allMatch(e -> e.code() == Code.ALREADY_EXISTS);
        assertThat(memberships(email)).isOne();
    }

    @Test
    void a_refused_sign_up_leaves_nothing() {
        var taken = anEmail();
        People.signUp(aPerson(taken));
        var refused = aPerson(taken).build();
        assertThat(errorOf(() -> anybody().createMembership(refused)).reason())
                .isEqualTo("EMAIL_TAKEN");
        assertThat(
                        rows.count(
                                "SELECT count(*) FROM request WHERE request_id = ?::uuid",
                                refused.getRequestId()))
                .isZero();
        assertThat(memberships(taken)).isOne();
        assertThat(rows.count("SELECT count(*) FROM login WHERE email = ?", taken)).isOne();
    }

    @Test
    void the_staffs_email_is_taken_too() {
        var error = errorOf(() -> People.signUp(aPerson(Secrets.STAFF_LOGIN)));
        assertThat(error.reason()).isEqualTo("EMAIL_TAKEN");
    }

    @Test
    void one_event_tells_of_it_without_personal_data() throws Exception {
        var request = aMerchant(anEmail()).build();
        var membership = anybody().createMembership(request).getMembership();
        anybody().createMembership(request);
        await().untilAsserted(() ->
                assertThat(
                                rows.text(
                                        "SELECT status FROM queue_log WHERE key = ?",
                                        membership.getMembershipId()))
                        .isEqualTo("DONE"));
        var events = events(membership.getMembershipId());
        assertThat(events).hasSize(1);
        var event = events.getFirst();
        assertThat(KafkaProbe.header(event, "ce_type"))
                .isEqualTo("mypay.membership.v1.MembershipCreated");
        assertThat(MembershipCreated.parseFrom(event.value()))
                .isEqualTo(
                        MembershipCreated.newBuilder()
                                .setMembershipId(membership.getMembershipId())
                                .setKind(MembershipKind.MEMBERSHIP_KIND_MERCHANT)
                                .setDistrict("Gangnam-gu")
                                .setSettlementCycle(SettlementCycle.SETTLEMENT_CYCLE_DAILY)
                                .setCreateTime(membership.getCreateTime())
                                .build());
        assertThat(new String(event.value(), StandardCharsets.UTF_8))
                .doesNotContain(request.getName(), request.getEmail(), "Teheran-ro");
    }

    @Test
    void the_password_is_kept_as_a_bcrypt_hash_and_nothing_else() {
        var request = aPerson(anEmail()).setPassword("a very special secret").build();
        var id = anybody().createMembership(request).getMembership().getMembershipId();
        assertThat(rows.text("SELECT password_hash FROM login WHERE subject = ?::uuid", id))
                .startsWith("$2b$04$");
        assertThat(
                        rows.text(
                                "SELECT hash FROM request WHERE request_id = ?::uuid",
                                request.getRequestId()))
                .hasSize(64);
        assertThat(
                        rows.count(
                                "SELECT count(*) FROM request WHERE position('special secret'::bytea IN response) > 0"))
                .isZero();
    }

    private void assertNothingLeft(CreateMembershipRequest request) {
        var email = request.getEmail().toLowerCase(Locale.ROOT);
        assertThat(memberships(email)).isZero();
        assertThat(rows.count("SELECT count(*) FROM login WHERE email = ?", email)).isZero();
        assertThat(
                        rows.count(
                                "SELECT count(*) FROM request WHERE request_id::text = ?",
                                request.getRequestId()))
                .isZero();
    }

    private long memberships(String email) {
        return rows.count("SELECT count(*) FROM membership WHERE email = ?", email);
    }

    private static List<ConsumerRecord<String, byte[]>> events(String membershipId) {
        return KafkaProbe.read(TOPIC).stream()
                .filter(record -> record.key().equals(membershipId))
                .toList();
    }
}
