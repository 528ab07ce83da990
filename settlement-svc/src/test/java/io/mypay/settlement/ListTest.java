package io.mypay.settlement;

import static io.mypay.settlement.Given.aMerchant;
import static io.mypay.settlement.Given.capture;
import static io.mypay.settlement.Given.refund;
import static io.mypay.settlement.World.staff;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.settlement.v1.ListSettlementsRequest;
import io.mypay.settlement.v1.Settlement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ListTest {
    @Inject World world;

    @Test
    void a_merchants_settlements_come_in_pages_newest_first() {
        var date = world.freshDate();
        var merchant = aMerchant();
        var dates = IntStream.range(0, 5).mapToObj(date::plusDays).toList();
        for (var day : dates) {
            world.arrived(capture(merchant, day, 1_000, 25));
            world.calculated(day);
        }

        var listed = allPages(request(merchant).setPageSize(2));

        assertThat(listed)
                .extracting(settlement -> Protos.date(settlement.getBusinessDate()))
                .containsExactlyElementsOf(dates.reversed());
    }

    @Test
    void a_list_of_one_date_has_every_merchant_once() {
        var date = world.freshDate();
        var merchants = IntStream.range(0, 7).mapToObj(_ -> aMerchant()).toList();
        merchants.forEach(merchant -> world.arrived(capture(merchant, date, 1_000, 25)));
        world.calculated(date);

        var listed =
                allPages(
                        ListSettlementsRequest.newBuilder()
                                .setBusinessDate(Protos.proto(date))
                                .setPageSize(3));

        assertThat(listed)
                .extracting(Settlement::getMerchantMembershipId)
                .containsExactlyInAnyOrderElementsOf(
                        merchants.stream().map(MembershipId::toString).toList());
    }

    @Test
    void a_list_can_be_of_one_state() {
        var date = world.freshDate();
        var merchant = aMerchant();
        world.arrived(refund(merchant, date, 1_000, 25));
        world.paying(date);
        world.arrived(capture(merchant, date.plusDays(1), 5_000, 25));
        world.calculated(date.plusDays(1));

        var carriedOver = allPages(request(merchant).setState(Settlement.State.STATE_CARRIED_OVER));

        assertThat(carriedOver)
                .extracting(settlement -> Protos.date(settlement.getBusinessDate()))
                .containsExactly(date);
    }

    @Test
    void a_page_token_that_is_none_and_a_page_too_large_are_refused() {
        var token = request(aMerchant()).setPageToken("nonsense").build();
        var error = TestClient.errorOf(() -> staff().listSettlements(token));
        assertThat(error.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(error.reason()).isEqualTo("PAGE_TOKEN_INVALID");

        var tooLarge = request(aMerchant()).setPageSize(1_001).build();
        var invalid = TestClient.errorOf(() -> staff().listSettlements(tooLarge));
        assertThat(invalid.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(invalid.fields()).containsExactly("page_size");
    }

    private static ListSettlementsRequest.Builder request(MembershipId merchant) {
        return ListSettlementsRequest.newBuilder().setMerchantMembershipId(merchant.toString());
    }

    private static List<Settlement> allPages(ListSettlementsRequest.Builder request) {
        var all = new ArrayList<Settlement>();
        do {
            var page = staff().listSettlements(request.build());
            all.addAll(page.getSettlementsList());
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        return all;
    }
}
