package io.mypay.bank.transfer;

import io.mypay.bank.http.Body;
import io.mypay.bank.http.Field;
import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.AccountNumber;
import io.mypay.bank.language.BankCode;
import io.mypay.bank.language.IdempotencyKey;
import io.mypay.bank.language.Won;
import java.util.Set;

/** Reads a command from its JSON. */
final class CommandBody {
    private static final long AMOUNT_MAX = 1_000_000_000_000L;
    private static final int MEMO_LENGTH_MAX = 200;

    private CommandBody() {}

    static Command read(BankCode bank, IdempotencyKey key, String json) {
        Body body = Body.parse(json, Set.of("from", "to", "currency", "amount", "memo"));
        AccountId from = account(body, "from");
        AccountId to = account(body, "to");
        body.text("currency", CommandBody::won);
        Won amount = new Won(body.integer("amount", 1, AMOUNT_MAX));
        String memo = body.optionalText("memo", Body.words(MEMO_LENGTH_MAX)).orElse("");
        if (from.equals(to)) {
            throw Field.malformed("to", "must be another account than from");
        }
        if (!from.bank().equals(bank) && !to.bank().equals(bank)) {
            throw Field.malformed("bank", "must be the bank of one of the two accounts");
        }
        return new Command(bank, key, from, to, amount, memo);
    }

    private static AccountId account(Body body, String side) {
        Body account = body.object(side, Set.of("bank_code", "account_number"));
        return new AccountId(
                account.text("bank_code", BankCode::new),
                account.text("account_number", AccountNumber::new));
    }

    private static String won(String currency) {
        if (!currency.equals(Won.CURRENCY)) {
            throw new IllegalArgumentException("must be " + Won.CURRENCY);
        }
        return currency;
    }
}
