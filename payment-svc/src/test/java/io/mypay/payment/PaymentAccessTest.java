package io.mypay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.testing.Allowed;
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
        "PaymentService/ListStuckPayments, STAFF",
        "PaymentService/ListStuckRefunds, STAFF",
        "CommissionService/ModifyCommission, STAFF",
        "CommissionService/ListCommissions, MERCHANT STAFF",
    })
    void these_roles_and_no_others_may_call(String method, String roles) {
        var access = PaymentAccess.table().of("mypay.payment.v1." + method);

        assertThat(Allowed.roles(access)).isEqualTo(roles);
        assertThat(access.allows(Caller.ANONYMOUS)).isFalse();
    }

    @Test
    void the_table_above_has_every_row() {
        assertThat(PaymentAccess.table().rows()).hasSize(9);
    }
}
