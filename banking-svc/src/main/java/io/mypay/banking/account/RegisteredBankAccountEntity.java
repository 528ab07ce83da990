package io.mypay.banking.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of registered_bank_account. */
@Entity
@Table(name = "registered_bank_account")
class RegisteredBankAccountEntity {
    @Id
    @Column(name = "registered_bank_account_id")
    UUID id;

    @Column(name = "membership_id")
    UUID membershipId;

    @Column(name = "bank_code")
    String bankCode;

    @Column(name = "account_number_sealed")
    byte[] sealed;

    @Column(name = "account_number_hmac")
    byte[] hmac;

    @Column(name = "holder_name")
    String holderName;

    String state;

    @Column(name = "is_default")
    boolean isDefault;

    @Column(name = "create_time")
    Instant createTime;

    @Column(name = "registered_by")
    String registeredBy;
}
