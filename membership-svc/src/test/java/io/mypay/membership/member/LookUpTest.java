package io.mypay.membership.member;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.membership.People.aMerchant;
import static io.mypay.membership.People.aPerson;
import static io.mypay.membership.People.anEmail;
import static io.mypay.membership.People.login;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.membership.Neighbours;
import io.mypay.membership.People;
import io.mypay.membership.Rows;
import io.mypay.membership.Secrets;
import io.mypay.membership.v1.BatchGetMembershipsRequest;
import io.mypay.membership.v1.GetMembershipRequest;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipServiceGrpc.MembershipServiceBlockingStub;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Secrets.class)
@WithTestResource(Neighbours.class)
class LookUpTest {
    private static final String NOBODY = UUID.randomUUID().toString();

    @Inject Rows rows;

    @Test
    void members_see_themselves_and_nobody_else() {
        var email = anEmail();
        var self = People.signUp(aPerson(email));
        var other = People.signUp(aPerson(anEmail()));
        var member = as(email);
        assertThat(get(member, self.getMembershipId())).isEqualTo(self);
        for (var id : List.of(other.getMembershipId(), NOBODY)) {
            var error = errorOf(() -> get(member, id));
            assertThat(error.code()).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(error.reason()).isEqualTo("NOT_YOURS");
        }
    }

    @Test
    void staff_see_everybody_and_learn_who_does_not_exist() {
        var merchant = People.signUp(aMerchant(anEmail()));
        assertThat(get(staff(), merchant.getMembershipId())).isEqualTo(merchant);
        var error = errorOf(() -> get(staff(), NOBODY));
        assertThat(error.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(error.reason()).isEqualTo("NOT_FOUND");
        assertThat(error.metadata()).containsValue(NOBODY);
        assertThat(errorOf(() -> get(staff(), "1")).fields()).containsExactly("membership_id");
    }

    @Test
    void a_batch_keeps_the_order_of_its_ids_and_leaves_out_nobodies() {
        var first = People.signUp(aPerson(anEmail()).clearAddress());
        var second = People.signUp(aMerchant(anEmail()));
        var request =
                BatchGetMembershipsRequest.newBuilder()
                        .addMembershipIds(second.getMembershipId())
                        .addMembershipIds(NOBODY)
                        .addMembershipIds(first.getMembershipId())
                        .build();
        assertThat(staff().batchGetMemberships(request).getMembershipsList())
                .containsExactly(second, first);
        assertThat(first.hasAddress()).isFalse();
    }

    @Test
    void a_batch_is_bounded() {
        var empty = BatchGetMembershipsRequest.getDefaultInstance();
        assertThat(errorOf(() -> staff().batchGetMemberships(empty)).fields())
                .containsExactly("membership_ids");
        var many = empty.toBuilder();
        for (int i = 0; i < 1001; i++) {
            many.addMembershipIds(NOBODY);
        }
        assertThat(errorOf(() -> staff().batchGetMemberships(many.build())).fields())
                .containsExactly("membership_ids");
    }

    @Test
    void each_state_is_told_as_it_is() {
        var id = People.signUp(aPerson(anEmail())).getMembershipId();
        for (var state : List.of("SUSPENDED", "WITHDRAWN")) {
            rows.change("UPDATE membership SET state = ? WHERE membership_id = ?::uuid", state, id);
            assertThat(get(staff(), id).getState())
                    .isEqualTo(Membership.State.valueOf("STATE_" + state));
        }
    }

    private static MembershipServiceBlockingStub as(String email) {
        return People.with(login(email, People.PASSWORD).getTokens().getAccessToken());
    }

    private static MembershipServiceBlockingStub staff() {
        return People.with(
                login(Secrets.STAFF_LOGIN, Secrets.STAFF_PASSWORD).getTokens().getAccessToken());
    }

    private static Membership get(MembershipServiceBlockingStub caller, String id) {
        return caller.getMembership(GetMembershipRequest.newBuilder().setMembershipId(id).build())
                .getMembership();
    }
}
