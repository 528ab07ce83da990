package io.mypay.bank.agreement;

import io.mypay.bank.BankSettings;
import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.AccountNumber;
import io.mypay.bank.language.BankCode;
import io.mypay.bank.language.Refusal;
import io.mypay.bank.language.Refused;
import io.mypay.bank.sql.Transactions;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The banks there are, and what they agreed with MyPay. Read once, at the start. */
@Singleton
public final class Agreements {
    private final Map<BankCode, Agreement> byBank;

    Agreements(BankSettings settings, Transactions transactions, AgreementStore store) {
        AccountId corporate =
                new AccountId(
                        new BankCode(settings.corporate().bankCode()),
                        new AccountNumber(settings.corporate().accountNumber()));
        byBank =
                transactions.run(transaction -> store.list(transaction, corporate)).stream()
                        .collect(
                                Collectors.toUnmodifiableMap(Agreement::bank, Function.identity()));
    }

    /** The agreement of a bank, or the refusal that there is no such bank. */
    public Agreement at(BankCode bank) {
        return Optional.ofNullable(byBank.get(bank))
                .orElseThrow(() -> new Refused(new Refusal.NoSuchBank(bank)));
    }
}
