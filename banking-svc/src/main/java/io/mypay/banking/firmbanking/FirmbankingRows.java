package io.mypay.banking.firmbanking;

import io.mypay.banking.account.RegisteredBankAccountId;
import io.mypay.banking.bank.BankAccount;
import io.mypay.banking.bank.BankCode;
import io.mypay.banking.contract.BankContractId;
import io.mypay.banking.vault.Vault;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;

/** Between firmbankings and their rows. */
final class FirmbankingRows {
    private final Vault vault;

    FirmbankingRows(Vault vault) {
        this.vault = vault;
    }

    /** The columns that tell the states apart, besides the state's name. */
    record End(Optional<Money> fee, String failureReason, Optional<Instant> unheardSince) {}

    static End end(Firmbanking firmbanking) {
        return switch (firmbanking) {
            case Firmbanking.Requested _, Firmbanking.Sent _ ->
                    new End(Optional.empty(), "", Optional.empty());
            case Firmbanking.Unknown unknown ->
                    new End(Optional.empty(), "", unknown.unheardSince());
            case Firmbanking.Succeeded succeeded ->
                    new End(Optional.of(succeeded.fee()), "", Optional.empty());
            case Firmbanking.Failed failed ->
                    new End(Optional.empty(), failed.reason(), Optional.empty());
        };
    }

    byte[] seal(Command command) {
        return vault.seal(command.account().number(), command.id().value());
    }

    Firmbanking firmbanking(Row row) {
        var command = command(row);
        var changedAt = instant(row, "update_time");
        return switch (Firmbanking.State.valueOf(row.getString("state"))) {
            case REQUESTED -> new Firmbanking.Requested(command, changedAt);
            case SENT -> new Firmbanking.Sent(command, changedAt);
            case UNKNOWN -> new Firmbanking.Unknown(command, unheardSince(row), changedAt);
            case SUCCEEDED ->
                    new Firmbanking.Succeeded(command, Money.krw(row.getLong("fee")), changedAt);
            case FAILED ->
                    new Firmbanking.Failed(command, row.getString("failure_reason"), changedAt);
        };
    }

    private Command command(Row row) {
        var id = row.getUUID("firmbanking_id");
        var registered = Optional.ofNullable(row.getUUID("registered_bank_account_id"));
        return new Command(
                new FirmbankingId(id),
                purpose(row),
                Direction.valueOf(row.getString("direction")),
                registered.map(RegisteredBankAccountId::new),
                account(row),
                Money.krw(row.getLong("amount")),
                new BankContractId(row.getUUID("bank_contract_id")),
                row.getLocalDate("business_date"),
                instant(row, "create_time"),
                instant(row, "final_by"));
    }

    private static Purpose purpose(Row row) {
        return new Purpose(
                Purpose.Origin.valueOf(row.getString("origin")),
                row.getUUID("origin_id"),
                new MembershipId(row.getUUID("membership_id")));
    }

    private BankAccount account(Row row) {
        var sealed = row.getBuffer("account_number_sealed").getBytes();
        var number = vault.open(sealed, row.getUUID("firmbanking_id"));
        return new BankAccount(new BankCode(row.getString("bank_code")), number);
    }

    private static Optional<Instant> unheardSince(Row row) {
        return Optional.ofNullable(row.getOffsetDateTime("unheard_since"))
                .map(time -> time.toInstant());
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
