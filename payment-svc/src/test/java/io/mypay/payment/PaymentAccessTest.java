package io.mypay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.auth.Role;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentAccessTest {

    @ParameterizedTest
    @CsvSource({
        "PaymentService/Pay, MEMBER",
        "PaymentService/GetPayment, CX MEMBER MERCHANT STAFF",
        "PaymentService/ListPayments, CX MEMBER MERCHANT STAFF",
        "PaymentService/RefundPayment, MERCHANT STAFF",
        "PaymentService/ListVouchers, MERCHANT SERVICE STAFF",
        "CommissionService/ModifyCommission, STAFF",
        "CommissionService/ListCommissions, MERCHANT STAFF",
    })
    void these_roles_and_no_others_may_call(String method, String roles) {
        var access = PaymentAccess.table().of("mypay.payment.v1." + method);

        var allowed =
                Arrays.stream(Role.values())
                        .filter(role -> access.allows(new Caller("someone", Set.of(role))))
                        .map(Role::name)
                        .sorted()
                        .collect(Collectors.joining(" "));

        assertThat(allowed).isEqualTo(roles);
        assertThat(access.allows(Caller.ANONYMOUS)).isFalse();
    }

    @Test
    void the_table_above_has_every_row() {
        assertThat(PaymentAccess.table().rows()).hasSize(7);
    }
}
