package io.mypay.bank.agreement;

import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.BankCode;
import io.mypay.bank.language.Won;
import io.mypay.bank.sql.Transaction;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
final class AgreementStore {
    private static final String LIST =
            """
            SELECT bank_code, name, fee
              FROM bank
             ORDER BY bank_code
            """;

    List<Agreement> list(Transaction transaction, AccountId corporateAccount) {
        return transaction.list(
                LIST,
                row ->
                        new Agreement(
                                new BankCode(row.getString("bank_code")),
                                row.getString("name"),
                                new Won(row.getLong("fee")),
                                corporateAccount));
    }
}
