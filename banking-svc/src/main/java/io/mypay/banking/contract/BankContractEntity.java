package io.mypay.banking.contract;

import io.mypay.banking.bank.BankAddress;
import io.mypay.banking.bank.BankCode;
import io.mypay.kit.money.Money;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/** A row of bank_contract. */
@Entity
@Table(name = "bank_contract")
class BankContractEntity {
    @Id
    @Column(name = "bank_contract_id")
    UUID id;

    @Column(name = "bank_code")
    String bankCode;

    @Column(name = "bank_name")
    String bankName;

    String endpoint;
    long fee;

    @Column(name = "daily_limit")
    long dailyLimit;

    @Column(name = "valid_from")
    Instant validFrom;

    @Column(name = "valid_until")
    Instant validUntil;

    String state;

    @Column(name = "create_time")
    Instant createTime;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "terminate_time")
    Instant terminateTime;

    @Column(name = "terminated_by")
    String terminatedBy;

    static BankContractEntity of(BankContract.Active contract, String createdBy) {
        var agreement = contract.agreement();
        var row = new BankContractEntity();
        row.id = contract.id().value();
        row.bankCode = agreement.address().bank().value();
        row.bankName = agreement.bankName();
        row.endpoint = agreement.address().endpoint().toString();
        row.fee = agreement.fee().minorUnits();
        row.dailyLimit = agreement.dailyLimit().minorUnits();
        row.validFrom = agreement.period().from();
        row.validUntil = agreement.period().until();
        row.state = "ACTIVE";
        row.createTime = contract.createdAt();
        row.createdBy = createdBy;
        return row;
    }

    void become(BankContract.Terminated contract, String by) {
        state = "TERMINATED";
        terminateTime = contract.terminatedAt();
        terminatedBy = by;
    }

    BankContract contract() {
        var key = new BankContractId(id);
        return switch (state) {
            case "ACTIVE" -> new BankContract.Active(key, agreement(), createTime);
            case "TERMINATED" ->
                    new BankContract.Terminated(key, agreement(), createTime, terminateTime);
            default -> throw new IllegalStateException("no state of a contract: " + state);
        };
    }

    private Agreement agreement() {
        return new Agreement(
                new BankAddress(new BankCode(bankCode), URI.create(endpoint)),
                bankName,
                Money.krw(fee),
                Money.krw(dailyLimit),
                new Period(validFrom, validUntil));
    }
}
