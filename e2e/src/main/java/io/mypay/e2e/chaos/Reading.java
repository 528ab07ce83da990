package io.mypay.e2e.chaos;

import io.mypay.banking.v1.Firmbanking;
import io.mypay.banking.v1.ListFirmbankingsRequest;
import io.mypay.e2e.MyPay;
import io.mypay.money.v1.ListRechargesRequest;
import io.mypay.money.v1.Recharge;
import io.mypay.payment.v1.ListPaymentsRequest;
import io.mypay.payment.v1.ListVouchersRequest;
import io.mypay.payment.v1.Payment;
import io.mypay.payment.v1.Voucher;
import io.mypay.remittance.v1.ListRemittancesRequest;
import io.mypay.remittance.v1.Remittance;
import io.mypay.settlement.v1.ListSettlementsRequest;
import io.mypay.settlement.v1.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that MyPay says it has made of a crowd's commands, by id. */
record Reading(
        Map<String, Recharge> recharges,
        Map<String, Remittance> remittances,
        Map<String, Payment> payments,
        Map<String, Voucher> vouchers,
        Map<String, Settlement> settlements,
        Map<String, Firmbanking> firmbankings) {

    private static final int PAGE = 1_000;
    private static final Set<Remittance.State> REMITTANCE_FINAL =
            Set.of(Remittance.State.STATE_COMPLETED, Remittance.State.STATE_FAILED);
    private static final Set<Payment.State> PAYMENT_OPEN =
            Set.of(Payment.State.STATE_REQUESTED, Payment.State.STATE_AUTHORIZED);
    private static final Set<Settlement.State> SETTLEMENT_FINAL =
            Set.of(Settlement.State.STATE_PAID, Settlement.State.STATE_CARRIED_OVER);
    private static final Set<Firmbanking.State> FIRMBANKING_FINAL =
            Set.of(Firmbanking.State.STATE_SUCCEEDED, Firmbanking.State.STATE_FAILED);

    static Reading taken(Crowd crowd, MyPay connections) {
        MyPay staff = crowd.staff().through(connections);
        List<String> members = crowd.members().stream().map(Person::membershipId).toList();
        List<String> merchants = crowd.merchants().stream().map(Person::membershipId).toList();
        Stream<String> everybody = Stream.concat(members.stream(), merchants.stream());
        return new Reading(
                byId(members.stream(), (id, into) -> recharges(staff, id, into), Made::id),
                byId(members.stream(), (id, into) -> remittances(staff, id, into), Made::id),
                byId(members.stream(), (id, into) -> payments(staff, id, into), Made::id),
                byId(merchants.stream(), (id, into) -> vouchers(staff, id, into), Made::id),
                byId(merchants.stream(), (id, into) -> settlements(staff, id, into), Made::id),
                byId(
                        everybody,
                        (id, into) -> firmbankings(staff, id, into),
                        Firmbanking::getFirmbankingId));
    }

    private static <T> Map<String, T> byId(
            Stream<String> owners, BiConsumer<String, List<T>> read, Function<T, String> id) {
        List<T> all = new ArrayList<>();
        owners.forEach(owner -> read.accept(owner, all));
        return all.stream().collect(Collectors.toMap(id, Function.identity(), (one, _) -> one));
    }

    private static void recharges(MyPay staff, String member, List<Recharge> into) {
        var request = ListRechargesRequest.newBuilder().setMembershipId(member).setPageSize(PAGE);
        do {
            var page = staff.money().listRecharges(request.build());
            into.addAll(page.getRechargesList());
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
    }

    private static void remittances(MyPay staff, String member, List<Remittance> into) {
        var request = ListRemittancesRequest.newBuilder().setMembershipId(member).setPageSize(PAGE);
        do {
            var page = staff.remittances().listRemittances(request.build());
            into.addAll(page.getRemittancesList());
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
    }

    private static void payments(MyPay staff, String member, List<Payment> into) {
        var request = ListPaymentsRequest.newBuilder().setMembershipId(member).setPageSize(PAGE);
        do {
            var page = staff.payments().listPayments(request.build());
            into.addAll(page.getPaymentsList());
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
    }

    private static void vouchers(MyPay staff, String merchant, List<Voucher> into) {
        var request =
                ListVouchersRequest.newBuilder()
                        .setMerchantMembershipId(merchant)
                        .setPageSize(PAGE);
        do {
            var page = staff.payments().listVouchers(request.build());
            into.addAll(page.getVouchersList());
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
    }

    private static void settlements(MyPay staff, String merchant, List<Settlement> into) {
        var request =
                ListSettlementsRequest.newBuilder()
                        .setMerchantMembershipId(merchant)
                        .setPageSize(PAGE);
        do {
            var page = staff.settlements().listSettlements(request.build());
            into.addAll(page.getSettlementsList());
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
    }

    private static void firmbankings(MyPay staff, String member, List<Firmbanking> into) {
        var request =
                ListFirmbankingsRequest.newBuilder().setMembershipId(member).setPageSize(PAGE);
        do {
            var page = staff.firmbankings().listFirmbankings(request.build());
            into.addAll(page.getFirmbankingsList());
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
    }

    /** What has no final state yet, each with the state it is in. */
    List<String> open() {
        return Stream.of(
                        open(
                                recharges,
                                one -> one.getState() == Recharge.State.STATE_REQUESTED,
                                Recharge::getState),
                        open(
                                remittances,
                                one -> !REMITTANCE_FINAL.contains(one.getState()),
                                Remittance::getState),
                        open(
                                payments,
                                one -> PAYMENT_OPEN.contains(one.getState()),
                                Payment::getState),
                        open(
                                settlements,
                                one -> !SETTLEMENT_FINAL.contains(one.getState()),
                                Settlement::getState),
                        open(
                                firmbankings,
                                one -> !FIRMBANKING_FINAL.contains(one.getState()),
                                Firmbanking::getState))
                .flatMap(List::stream)
                .toList();
    }

    private static <T> List<String> open(
            Map<String, T> all, Predicate<T> isOpen, Function<T, Object> state) {
        return all.entrySet().stream()
                .filter(one -> isOpen.test(one.getValue()))
                .map(one ->
                        one.getValue().getClass().getSimpleName()
                                + " "
                                + one.getKey()
                                + " "
                                + state.apply(one.getValue()))
                .toList();
    }
}
