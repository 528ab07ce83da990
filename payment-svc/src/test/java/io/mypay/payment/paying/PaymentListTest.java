package io.mypay.payment.paying;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.payment.World.aMemberWith;
import static io.mypay.payment.World.aMerchant;
import static io.mypay.payment.World.anId;
import static io.mypay.payment.World.member;
import static io.mypay.payment.World.merchant;
import static io.mypay.payment.World.pay;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.payment.World;
import io.mypay.payment.neighbour.Neighbours;
import io.mypay.payment.v1.GetPaymentRequest;
import io.mypay.payment.v1.ListPaymentsRequest;
import io.mypay.payment.v1.ListVouchersRequest;
import io.mypay.payment.v1.PaymentServiceGrpc;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class PaymentListTest {

    @Test
    void both_sides_and_support_see_a_payment_and_nobody_else() {
        var member = aMemberWith(9);
        var merchant = aMerchant();
        var paid = pay(member, merchant, 9);
        var request = GetPaymentRequest.newBuilder().setPaymentId(paid.getPaymentId()).build();

        assertThat(member(member).getPayment(request).getPayment()).isEqualTo(paid);
        assertThat(merchant(merchant).getPayment(request).getPayment()).isEqualTo(paid);
        var support = TestClient.as("cx", Role.CX).stub(PaymentServiceGrpc::newBlockingStub);
        assertThat(support.getPayment(request).getPayment()).isEqualTo(paid);
        assertThat(errorOf(() -> member(anId()).getPayment(request)).reason())
                .isEqualTo("NOT_YOURS");
        var unknown = request.toBuilder().setPaymentId(anId().toString()).build();
        assertThat(errorOf(() -> World.staff().getPayment(unknown)).code())
                .isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void lists_are_paged_from_the_newest_and_show_ones_own() {
        var member = aMemberWith(9);
        var merchant = aMerchant();
        var paid = Stream.of(1, 2, 3).map(won -> pay(member, merchant, won)).toList().reversed();

        var mine = ListPaymentsRequest.newBuilder().setMembershipId(member.toString());
        var first = member(member).listPayments(mine.setPageSize(2).build());
        var rest = member(member).listPayments(mine.setPageToken(first.getNextPageToken()).build());
        assertThat(first.getPaymentsList()).isEqualTo(paid.subList(0, 2));
        assertThat(rest.getPaymentsList()).isEqualTo(paid.subList(2, 3));
        assertThat(rest.getNextPageToken()).isEmpty();

        var sold =
                ListPaymentsRequest.newBuilder()
                        .setMerchantMembershipId(merchant.toString())
                        .build();
        assertThat(merchant(merchant).listPayments(sold).getPaymentsList()).isEqualTo(paid);
        assertThat(errorOf(() -> member(member).listPayments(sold)).reason())
                .isEqualTo("NOT_YOURS");
    }

    @Test
    void vouchers_are_listed_of_all_dates_or_of_one() {
        var member = aMemberWith(9);
        var merchant = aMerchant();
        var second = List.of(pay(member, merchant, 1), pay(member, merchant, 2)).getLast();
        var all = ListVouchersRequest.newBuilder().setMerchantMembershipId(merchant.toString());

        assertThat(merchant(merchant).listVouchers(all.build()).getVouchersList()).hasSize(2);
        var page = merchant(merchant).listVouchers(all.setPageSize(1).build());
        assertThat(page.getVouchersList()).containsExactly(second.getVoucher());
        assertThat(page.getNextPageToken()).isNotEmpty();
        var date = second.getVoucher().getBusinessDate();
        var ofDate = all.setPageSize(0).setBusinessDate(date).build();
        assertThat(merchant(merchant).listVouchers(ofDate).getVouchersList())
                .contains(second.getVoucher());
        var before = all.setBusinessDate(Protos.proto(LocalDate.of(2020, 1, 1))).build();
        assertThat(merchant(merchant).listVouchers(before).getVouchersList()).isEmpty();
        assertThat(errorOf(() -> merchant(aMerchant()).listVouchers(before)).reason())
                .isEqualTo("NOT_YOURS");
    }
}
