package io.mypay.money;

import static io.mypay.kit.auth.Role.CX;
import static io.mypay.kit.auth.Role.MEMBER;
import static io.mypay.kit.auth.Role.MERCHANT;
import static io.mypay.kit.auth.Role.SERVICE;
import static io.mypay.kit.auth.Role.STAFF;

import io.mypay.kit.auth.Access;
import io.mypay.kit.auth.AccessTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Who may call what. Members and merchants moreover reach only their own. */
@ApplicationScoped
public class MoneyAccess {
    @Produces
    @Singleton
    AccessTable table() {
        return new AccessTable(
                Map.ofEntries(
                        ledger("PostTransfers", Access.roles(SERVICE)),
                        ledger("GetAccounts", Access.roles(SERVICE, STAFF)),
                        ledger("ListEntries", Access.roles(SERVICE, STAFF)),
                        ledger("GetTrialBalance", Access.roles(SERVICE, STAFF)),
                        ledger("VerifyLedger", Access.roles(SERVICE, STAFF)),
                        money("GetMemberMoney", Access.roles(MEMBER, MERCHANT, CX, STAFF, SERVICE)),
                        money("ListMoneyChanges", Access.roles(MEMBER, MERCHANT, CX, STAFF)),
                        money("ExportStatement", Access.roles(MEMBER, MERCHANT, CX, STAFF)),
                        money("RequestRecharge", Access.roles(MEMBER, SERVICE)),
                        money("GetRecharge", Access.roles(MEMBER, CX, STAFF, SERVICE)),
                        money("ListRecharges", Access.roles(MEMBER, CX, STAFF)),
                        money("WatchRecharge", Access.roles(MEMBER, CX, STAFF, SERVICE)),
                        money("ListStuckRecharges", Access.roles(STAFF)),
                        money("IncreaseMoney", Access.roles(STAFF)),
                        money("DecreaseMoney", Access.roles(STAFF)),
                        money("CloseMemberMoney", Access.roles(SERVICE))));
    }

    private static Map.Entry<String, Access> ledger(String method, Access access) {
        return Map.entry("mypay.money.v1.LedgerService/" + method, access);
    }

    private static Map.Entry<String, Access> money(String method, Access access) {
        return Map.entry("mypay.money.v1.MoneyService/" + method, access);
    }
}
