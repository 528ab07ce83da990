package io.mypay.banking;

import static io.mypay.kit.auth.Role.CX;
import static io.mypay.kit.auth.Role.MEMBER;
import static io.mypay.kit.auth.Role.MERCHANT;
import static io.mypay.kit.auth.Role.SERVICE;
import static io.mypay.kit.auth.Role.STAFF;

import io.mypay.kit.auth.Access;
import io.mypay.kit.auth.AccessTable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Who may call what; whose things they may touch is for the endpoints to say. */
public final class BankingAccess {
    private static final Access STAFF_ONLY = Access.roles(STAFF);
    private static final Access READERS = Access.roles(MEMBER, MERCHANT, STAFF, CX, SERVICE);

    private BankingAccess() {}

    @Produces
    @Singleton
    static AccessTable table() {
        return new AccessTable(
                Map.ofEntries(
                        row(
                                "BankingService/RegisterBankAccount",
                                Access.roles(MEMBER, MERCHANT, STAFF)),
                        row("BankingService/GetRegisteredBankAccount", READERS),
                        row("BankingService/ListRegisteredBankAccounts", READERS),
                        row("FirmbankingService/RequestFirmbanking", Access.roles(SERVICE)),
                        row("FirmbankingService/GetFirmbanking", READERS),
                        row("FirmbankingService/ListFirmbankings", READERS),
                        row("FirmbankingService/WatchFirmbanking", READERS),
                        row("FirmbankingService/ListStuckFirmbankings", STAFF_ONLY),
                        row("BankContractService/CreateBankContract", STAFF_ONLY),
                        row("BankContractService/GetBankContract", STAFF_ONLY),
                        row("BankContractService/ListBankContracts", STAFF_ONLY),
                        row("BankContractService/TerminateBankContract", STAFF_ONLY)));
    }

    private static Map.Entry<String, Access> row(String method, Access access) {
        return Map.entry("mypay.banking.v1." + method, access);
    }
}
