package io.mypay.membership;

import static io.mypay.kit.auth.Access.publicAccess;
import static io.mypay.kit.auth.Access.roles;
import static io.mypay.kit.auth.Role.CX;
import static io.mypay.kit.auth.Role.MEMBER;
import static io.mypay.kit.auth.Role.MERCHANT;
import static io.mypay.kit.auth.Role.SERVICE;
import static io.mypay.kit.auth.Role.STAFF;

import io.mypay.kit.auth.AccessTable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Who may call what. Who may see whom is decided where the membership is known. */
public final class MembershipAccess {
    private static final String MEMBERSHIP = "mypay.membership.v1.MembershipService/";
    private static final String AUTH = "mypay.membership.v1.AuthService/";

    @Produces
    @Singleton
    AccessTable table() {
        return new AccessTable(
                Map.of(
                        MEMBERSHIP + "CreateMembership", publicAccess(),
                        MEMBERSHIP + "GetMembership", roles(MEMBER, MERCHANT, STAFF, CX, SERVICE),
                        MEMBERSHIP + "BatchGetMemberships", roles(STAFF, CX, SERVICE),
                        MEMBERSHIP + "WithdrawMembership", roles(MEMBER, MERCHANT, STAFF),
                        MEMBERSHIP + "ListStuckWithdrawals", roles(STAFF),
                        AUTH + "Login", publicAccess(),
                        AUTH + "RefreshToken", publicAccess(),
                        AUTH + "RevokeToken", publicAccess(),
                        AUTH + "IssueServiceToken", publicAccess()));
    }
}
