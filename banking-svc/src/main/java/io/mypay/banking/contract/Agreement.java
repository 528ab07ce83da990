package io.mypay.banking.contract;

import io.mypay.banking.BankingRefusal;
import io.mypay.banking.bank.BankAddress;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import java.net.URI;
import java.util.Objects;
import java.util.Set;

/**
 * What was agreed with a bank.
 *
 * @param fee what one command that succeeds costs
 * @param dailyLimit the most that may be moved by this bank per business date
 */
public record Agreement(
        BankAddress address, String bankName, Money fee, Money dailyLimit, Period period) {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    public Agreement {
        Objects.requireNonNull(bankName, "bankName");
        Objects.requireNonNull(period, "period");
        requireHttp(address.endpoint());
        requireWon(fee);
        requireWon(dailyLimit);
        if (fee.isNegative()) {
            throw new Refused(new Common.InvalidField("fee", "must not be negative"));
        }
        if (!dailyLimit.isPositive()) {
            throw new Refused(new Common.InvalidField("daily_limit", "must be positive"));
        }
    }

    private static void requireHttp(URI endpoint) {
        if (endpoint.getHost() == null || !SCHEMES.contains(endpoint.getScheme())) {
            throw new Refused(new Common.InvalidField("endpoint", "must be an http or https URL"));
        }
    }

    private static void requireWon(Money amount) {
        if (!amount.currency().equals(Money.KRW)) {
            var code = amount.currency().getCurrencyCode();
            throw new Refused(new BankingRefusal.CurrencyNotSupported(code));
        }
    }
}
