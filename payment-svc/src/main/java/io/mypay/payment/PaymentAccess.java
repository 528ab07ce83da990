package io.mypay.payment;

import io.mypay.kit.auth.Access;
import io.mypay.kit.auth.AccessTable;
import io.mypay.kit.auth.Role;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Who may call what. Whose payment it is, is checked where the payment is known. */
public final class PaymentAccess {
    private static final String PAYMENT = "mypay.payment.v1.PaymentService/";
    private static final String COMMISSION = "mypay.payment.v1.CommissionService/";

    private PaymentAccess() {}

    @Produces
    @Singleton
    static AccessTable table() {
        return new AccessTable(
                Map.of(
                        PAYMENT + "Pay",
                        Access.roles(Role.MEMBER),
                        PAYMENT + "GetPayment",
                        Access.roles(Role.MEMBER, Role.MERCHANT, Role.STAFF, Role.CX),
                        PAYMENT + "ListPayments",
                        Access.roles(Role.MEMBER, Role.MERCHANT, Role.STAFF, Role.CX),
                        PAYMENT + "RefundPayment",
                        Access.roles(Role.MERCHANT, Role.STAFF),
                        PAYMENT + "ListVouchers",
                        Access.roles(Role.MERCHANT, Role.STAFF, Role.SERVICE),
                        PAYMENT + "ListStuckPayments",
                        Access.roles(Role.STAFF),
                        PAYMENT + "ListStuckRefunds",
                        Access.roles(Role.STAFF),
                        COMMISSION + "ModifyCommission",
                        Access.roles(Role.STAFF),
                        COMMISSION + "ListCommissions",
                        Access.roles(Role.MERCHANT, Role.STAFF)));
    }
}
