package io.mypay.e2e;

import io.mypay.type.v1.Money;
import java.util.Locale;

/** Amounts in won, as the contracts carry them and as people read them. */
public final class Won {

    private static final String CODE = "KRW";

    private Won() {}

    public static Money of(long won) {
        return Money.newBuilder().setCurrencyCode(CODE).setMinorUnits(won).build();
    }

    public static String read(Money money) {
        return String.format(Locale.ROOT, "%,d %s", money.getMinorUnits(), money.getCurrencyCode());
    }
}
