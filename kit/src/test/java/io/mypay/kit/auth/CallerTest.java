package io.mypay.kit.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallerTest {
    private static final MembershipId OWNER = new MembershipId(new UUID(1, 1));

    @Test
    void members_reach_their_own_and_nobody_elses() {
        var owner = new Caller(OWNER.toString(), Set.of(Role.MEMBER));
        var other = new Caller(new UUID(1, 2).toString(), Set.of(Role.MEMBER));
        assertThatCode(() -> owner.mustBe(OWNER)).doesNotThrowAnyException();
        assertThatThrownBy(() -> other.mustBe(OWNER, Role.STAFF))
                .isInstanceOfSatisfying(
                        Refused.class,
                        it -> assertThat(it.refusal()).isEqualTo(new Common.NotYours()));
    }

    @Test
    void those_with_one_of_the_roles_reach_everybodys() {
        var staff = new Caller("staff", Set.of(Role.STAFF));
        assertThatCode(() -> staff.mustBe(OWNER, Role.CX, Role.STAFF)).doesNotThrowAnyException();
    }

    @Test
    void a_service_is_no_member() {
        var service = new Caller("money", Set.of(Role.SERVICE));
        assertThatThrownBy(service::membershipId).isInstanceOf(Refused.class);
    }

    @Test
    void a_table_that_does_not_match_what_is_served_is_refused() {
        var table =
                new AccessTable(
                        Map.of("a/Get", Access.publicAccess(), "a/Old", Access.roles(Role.CX)));
        assertThatIllegalStateException()
                .isThrownBy(() -> table.mustMatch(Set.of("a/Get", "a/New")))
                .withMessageContaining("a/New")
                .withMessageContaining("a/Old");
    }
}
