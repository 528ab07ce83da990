package io.mypay.payment.api;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.page.PageToken;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.payment.PaymentId;
import io.mypay.payment.paying.Party;
import io.mypay.payment.paying.Payment;
import io.mypay.payment.paying.PaymentProtos;
import io.mypay.payment.paying.Payments;
import io.mypay.payment.refund.RefundDraft;
import io.mypay.payment.refund.Refunds;
import io.mypay.payment.v1.GetPaymentRequest;
import io.mypay.payment.v1.GetPaymentResponse;
import io.mypay.payment.v1.ListPaymentsRequest;
import io.mypay.payment.v1.ListPaymentsResponse;
import io.mypay.payment.v1.ListStuckPaymentsRequest;
import io.mypay.payment.v1.ListStuckPaymentsResponse;
import io.mypay.payment.v1.ListStuckRefundsRequest;
import io.mypay.payment.v1.ListStuckRefundsResponse;
import io.mypay.payment.v1.ListVouchersRequest;
import io.mypay.payment.v1.ListVouchersResponse;
import io.mypay.payment.v1.PayRequest;
import io.mypay.payment.v1.PayResponse;
import io.mypay.payment.v1.PaymentService;
import io.mypay.payment.v1.RefundPaymentRequest;
import io.mypay.payment.v1.RefundPaymentResponse;
import io.mypay.payment.voucher.VoucherFilter;
import io.mypay.payment.voucher.Vouchers;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** mypay.payment.v1.PaymentService. */
@GrpcService
public class PaymentEndpoint implements PaymentService {
    private final Payments payments;
    private final Refunds refunds;
    private final Vouchers vouchers;

    PaymentEndpoint(Payments payments, Refunds refunds, Vouchers vouchers) {
        this.payments = payments;
        this.refunds = refunds;
        this.vouchers = vouchers;
    }

    @Override
    public Uni<PayResponse> pay(PayRequest request) {
        var caller = Caller.current();
        var draft = PaymentProtos.draft(request);
        caller.mustBe(draft.member());
        if (request.getValidateOnly()) {
            return payments.quote(draft)
                    .map(recharge -> PaymentProtos.message(draft, recharge))
                    .map(quote -> PayResponse.newBuilder().setPayment(quote).build());
        }
        return payments.pay(RequestKey.of(caller, request), draft)
                .chain(this::withCurrentVoucher)
                .map(payment -> PayResponse.newBuilder().setPayment(payment).build());
    }

    @Override
    public Uni<GetPaymentResponse> getPayment(GetPaymentRequest request) {
        return payments.find(Caller.current(), PaymentId.parse(request.getPaymentId()))
                .chain(this::withVoucher)
                .map(payment -> GetPaymentResponse.newBuilder().setPayment(payment).build());
    }

    @Override
    public Uni<ListPaymentsResponse> listPayments(ListPaymentsRequest request) {
        var party = party(request);
        Caller.current().mustBe(party.id(), Role.STAFF, Role.CX);
        var below =
                PageToken.parse(request.getPageToken(), 1)
                        .map(token -> new PaymentId(token.uuid(0)));
        var size = PageSize.of(request.getPageSize());
        return payments.page(party, below, size).chain(found -> page(found, size));
    }

    @Override
    public Uni<RefundPaymentResponse> refundPayment(RefundPaymentRequest request) {
        var caller = Caller.current();
        var draft =
                new RefundDraft(
                        PaymentId.parse(request.getPaymentId()),
                        Protos.money(request.getAmount()),
                        request.getReason());
        if (request.getValidateOnly()) {
            return refunds.quote(caller, draft).map(PaymentMessages::quote);
        }
        return refunds.refund(caller, RequestKey.of(caller, request), draft)
                .map(PaymentMessages::refunded);
    }

    @Override
    public Uni<ListVouchersResponse> listVouchers(ListVouchersRequest request) {
        var merchant =
                MembershipId.parse("merchant_membership_id", request.getMerchantMembershipId());
        Caller.current().mustBe(merchant, Role.STAFF, Role.SERVICE);
        var below = PageToken.parse(request.getPageToken(), 1).map(token -> token.uuid(0));
        var size = PageSize.of(request.getPageSize());
        return vouchers.page(new VoucherFilter(merchant, date(request), below), size)
                .map(found -> PaymentMessages.vouchers(found, size));
    }

    @Override
    public Uni<ListStuckPaymentsResponse> listStuckPayments(ListStuckPaymentsRequest request) {
        return payments.stuck(request.getPageSize(), request.getPageToken())
                .map(page ->
                        ListStuckPaymentsResponse.newBuilder()
                                .addAllStuck(page.stuck())
                                .setNextPageToken(page.nextPageToken())
                                .build());
    }

    @Override
    public Uni<ListStuckRefundsResponse> listStuckRefunds(ListStuckRefundsRequest request) {
        return refunds.stuck(request.getPageSize(), request.getPageToken())
                .map(page ->
                        ListStuckRefundsResponse.newBuilder()
                                .addAllStuck(page.stuck())
                                .setNextPageToken(page.nextPageToken())
                                .build());
    }

    private Uni<ListPaymentsResponse> page(List<Payment> found, PageSize size) {
        var ids = found.stream().map(Payment::id).toList();
        return vouchers.captures(ids)
                .map(captures -> PaymentMessages.payments(found, captures, size));
    }

    private Uni<io.mypay.payment.v1.Payment> withCurrentVoucher(Payment payment) {
        return vouchers.current(payment.id())
                .map(captures -> PaymentMessages.payment(payment, captures));
    }

    private Uni<io.mypay.payment.v1.Payment> withVoucher(Payment payment) {
        return vouchers.captures(List.of(payment.id()))
                .map(captures -> PaymentMessages.payment(payment, captures));
    }

    private static Party party(ListPaymentsRequest request) {
        return switch (request.getPartyCase()) {
            case MEMBERSHIP_ID -> new Party.Member(MembershipId.parse(request.getMembershipId()));
            case MERCHANT_MEMBERSHIP_ID ->
                    new Party.Merchant(
                            MembershipId.parse(
                                    "merchant_membership_id", request.getMerchantMembershipId()));
            case PARTY_NOT_SET ->
                    throw new Refused(new Common.InvalidField("party", "must name somebody"));
        };
    }

    private static Optional<LocalDate> date(ListVouchersRequest request) {
        return request.hasBusinessDate()
                ? Optional.of(Protos.date("business_date", request.getBusinessDate()))
                : Optional.empty();
    }
}
