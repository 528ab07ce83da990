package io.mypay.kit.auth;

import io.mypay.kit.grpc.CallLocal;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import java.util.Set;
import java.util.UUID;

/**
 * Who makes the running call, as its token proves: a member by membership_id, a service by its
 * name.
 */
public record Caller(String subject, Set<Role> roles) {
    public static final Caller ANONYMOUS = new Caller("anonymous", Set.of());
    private static final CallLocal<Caller> CURRENT = new CallLocal<>("caller");

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Read it at the start of the endpoint's method and pass it on. */
    public static Caller current() {
        return CURRENT.get().orElse(ANONYMOUS);
    }

    public boolean isAnonymous() {
        return roles.isEmpty();
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    public boolean hasAny(Role... some) {
        for (var role : some) {
            if (has(role)) {
                return true;
            }
        }
        return false;
    }

    /** The member behind the call; a caller that is no member is refused. */
    public MembershipId membershipId() {
        try {
            return new MembershipId(UUID.fromString(subject));
        } catch (IllegalArgumentException _) {
            throw new Refused(new Common.RoleMissing());
        }
    }

    /** Members reach only their own; {@code orRoles} reach everybody's. */
    public void mustBe(MembershipId owner, Role... orRoles) {
        if (!subject.equals(owner.toString()) && !hasAny(orRoles)) {
            throw new Refused(new Common.NotYours());
        }
    }

    void attach() {
        CURRENT.put(this);
    }
}
