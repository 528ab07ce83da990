package io.mypay.kit.auth;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may call what: one bean per service ({@code @Produces @Singleton}), one row per RPC by its
 * full name, such as {@code mypay.money.v1.MoneyService/RequestRecharge}. A service with an RPC
 * without a row does not start.
 */
public record AccessTable(Map<String, Access> rows) {
    public AccessTable {
        rows = Map.copyOf(rows);
    }

    Optional<Access> of(String fullMethodName) {
        return Optional.ofNullable(rows.get(fullMethodName));
    }

    Set<String> methods() {
        return rows.keySet();
    }
}
