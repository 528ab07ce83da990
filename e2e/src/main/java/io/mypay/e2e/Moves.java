package io.mypay.e2e;

import static io.mypay.e2e.World.requestId;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mypay.money.v1.GetMemberMoneyRequest;
import io.mypay.money.v1.GetRechargeRequest;
import io.mypay.money.v1.MemberMoney;
import io.mypay.money.v1.Recharge;
import io.mypay.money.v1.RequestRechargeRequest;
import io.mypay.money.v1.WatchRechargeRequest;
import io.mypay.payment.v1.GetPaymentRequest;
import io.mypay.payment.v1.PayRequest;
import io.mypay.payment.v1.Payment;
import io.mypay.payment.v1.RefundPaymentRequest;
import io.mypay.payment.v1.RefundPaymentResponse;
import io.mypay.remittance.v1.GetRemittanceRequest;
import io.mypay.remittance.v1.Remittance;
import io.mypay.remittance.v1.RequestRemittanceRequest;
import io.mypay.type.v1.BankAccount;
import java.util.Iterator;
import java.util.Set;

/** How someone moves money: one method per command, and those that wait for its end. */
public final class Moves {

    private static final Set<Payment.State> PAYMENT_OPEN =
            Set.of(Payment.State.STATE_REQUESTED, Payment.State.STATE_AUTHORIZED);
    private static final Set<Remittance.State> REMITTANCE_FINAL =
            Set.of(Remittance.State.STATE_COMPLETED, Remittance.State.STATE_FAILED);

    private final Actor actor;

    private Moves(Actor actor) {
        this.actor = actor;
    }

    public static Moves of(Actor actor) {
        return new Moves(actor);
    }

    public MemberMoney balance() {
        return actor.calls()
                .money()
                .getMemberMoney(
                        GetMemberMoneyRequest.newBuilder()
                                .setMembershipId(actor.membershipId())
                                .build())
                .getMemberMoney();
    }

    /** What can be spent, in won. */
    public long available() {
        return balance().getAvailable().getMinorUnits();
    }

    /** An account opens when the news of the sign-up has reached money. */
    public void awaitAccount() {
        Eventually.holds("the money account is open", this::hasAccount, open -> open);
    }

    private boolean hasAccount() {
        try {
            balance();
            return true;
        } catch (StatusRuntimeException e) {
            if (Errors.code(e) == Status.Code.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    public RequestRechargeRequest rechargeOf(long won) {
        return RequestRechargeRequest.newBuilder()
                .setRequestId(requestId())
                .setMembershipId(actor.membershipId())
                .setAmount(Won.of(won))
                .build();
    }

    public Recharge request(RequestRechargeRequest request) {
        return actor.calls().money().requestRecharge(request).getRecharge();
    }

    /** Follows a recharge by the stream that ends with its end. */
    public Recharge watched(Recharge recharge) {
        var states =
                actor.calls()
                        .money()
                        .watchRecharge(
                                WatchRechargeRequest.newBuilder()
                                        .setRechargeId(recharge.getRechargeId())
                                        .build());
        return last(states, recharge, response -> response.getRecharge());
    }

    /** Asks until a recharge is final; works across restarts of the service. */
    public Recharge ended(Recharge recharge) {
        var request =
                GetRechargeRequest.newBuilder().setRechargeId(recharge.getRechargeId()).build();
        return Eventually.holds(
                "recharge " + recharge.getRechargeId() + " is final",
                () -> actor.calls().money().getRecharge(request).getRecharge(),
                seen -> seen.getState() != Recharge.State.STATE_REQUESTED);
    }

    public RequestRemittanceRequest remittanceTo(Actor recipient, long won) {
        return remittance(won).setRecipientMembershipId(recipient.membershipId()).build();
    }

    public RequestRemittanceRequest remittanceTo(BankAccount account, long won) {
        return remittance(won).setBankAccount(account).build();
    }

    public Remittance request(RequestRemittanceRequest request) {
        return actor.calls().remittances().requestRemittance(request).getRemittance();
    }

    public Remittance ended(Remittance remittance) {
        var request =
                GetRemittanceRequest.newBuilder()
                        .setRemittanceId(remittance.getRemittanceId())
                        .build();
        return Eventually.holds(
                "remittance " + remittance.getRemittanceId() + " is final",
                () -> actor.calls().remittances().getRemittance(request).getRemittance(),
                seen -> REMITTANCE_FINAL.contains(seen.getState()));
    }

    public PayRequest paymentTo(Actor merchant, long won) {
        return PayRequest.newBuilder()
                .setRequestId(requestId())
                .setMembershipId(actor.membershipId())
                .setMerchantMembershipId(merchant.membershipId())
                .setAmount(Won.of(won))
                .setOrderName("Coffee beans")
                .build();
    }

    public Payment request(PayRequest request) {
        return actor.calls().payments().pay(request).getPayment();
    }

    public Payment ended(Payment payment) {
        var request = GetPaymentRequest.newBuilder().setPaymentId(payment.getPaymentId()).build();
        return Eventually.holds(
                "payment " + payment.getPaymentId() + " is decided",
                () -> actor.calls().payments().getPayment(request).getPayment(),
                seen -> !PAYMENT_OPEN.contains(seen.getState()));
    }

    public RefundPaymentRequest refundOf(Payment payment, long won) {
        return RefundPaymentRequest.newBuilder()
                .setRequestId(requestId())
                .setPaymentId(payment.getPaymentId())
                .setAmount(Won.of(won))
                .setReason("One bag was torn")
                .build();
    }

    public RefundPaymentResponse request(RefundPaymentRequest request) {
        return actor.calls().payments().refundPayment(request);
    }

    private RequestRemittanceRequest.Builder remittance(long won) {
        return RequestRemittanceRequest.newBuilder()
                .setRequestId(requestId())
                .setMembershipId(actor.membershipId())
                .setAmount(Won.of(won));
    }

    private static <R, T> T last(
            Iterator<R> states, T first, java.util.function.Function<R, T> resource) {
        T seen = first;
        while (states.hasNext()) {
            seen = resource.apply(states.next());
        }
        return seen;
    }
}
