package io.mypay.banking.bank;

import java.net.URI;
import java.util.Objects;

/** Where a bank is reached: the base URL its contract names. */
public record BankAddress(BankCode bank, URI endpoint) {
    public BankAddress {
        Objects.requireNonNull(bank, "bank");
        Objects.requireNonNull(endpoint, "endpoint");
    }

    /** The path begins with a slash. */
    String url(String path) {
        var base = endpoint.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }
}
