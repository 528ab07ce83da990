package io.mypay.remittance.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mypay.banking.v1.Firmbanking;
import io.mypay.kit.auth.Role;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.kit.testing.neighbour.Outages.Operation;
import io.mypay.remittance.neighbour.Neighbours;
import io.mypay.remittance.v1.ListStuckRemittancesRequest;
import io.mypay.remittance.v1.ListStuckRemittancesResponse;
import io.mypay.remittance.v1.Remittance.State;
import io.mypay.remittance.v1.RemittanceServiceGrpc;
import io.mypay.type.v1.Stuck;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What staff see of remittances that should have ended. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Neighbours.class)
class StuckTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Rows rows;

    @Test
    void a_remittance_past_its_time_is_listed_with_its_reason_until_it_ends() {
        var mina = Member.with(10_000);
        Neighbours.OUTAGES.begin(Operation.HOLD, mina.id);
        var id = mina.send(mina.toBank(5_000)).getRemittanceId();
        assertThat(stuck(id)).isEmpty();
        rows.overdue(id, 60);

        await().atMost(PATIENCE)
                .until(() -> stuck(id).filter(it -> it.getAttempts() > 0).isPresent());

        var listed = stuck(id).orElseThrow();
        assertThat(listed.getMembershipId()).isEqualTo(mina.id.toString());
        assertThat(listed.getState()).isEqualTo("FUNDED");
        assertThat(listed.getLastReason()).isEqualTo("NEIGHBOUR_UNAVAILABLE money");
        assertThat(listed.getFinalBy()).isEqualTo(mina.read(id).getFinalBy());
        assertThat(listed.getCreateTime()).isEqualTo(mina.read(id).getCreateTime());
        assertThat(listed.hasNextAttemptTime()).isTrue();
        Neighbours.OUTAGES.end(Operation.HOLD, mina.id);
        await().atMost(PATIENCE).until(() -> mina.isFinal(id));
        assertThat(mina.read(id).getState()).isEqualTo(State.STATE_COMPLETED);
        assertThat(stuck(id)).isEmpty();
    }

    @Test
    void pages_go_from_the_longest_overdue_to_the_latest_and_miss_none() {
        var mina = Member.with(10_000);
        Neighbours.FIRMBANKING.firmbankingsWillBe(mina.id, Firmbanking.State.STATE_UNKNOWN);
        var ids =
                IntStream.range(0, 5)
                        .mapToObj(_ -> mina.send(mina.toBank(1_000)).getRemittanceId())
                        .toList();
        ids.forEach(id -> rows.overdue(id, 100 + 10 * (ids.indexOf(id) % 3)));

        var listed = everything(2);

        assertThat(listed.stream().map(Stuck::getId)).doesNotHaveDuplicates().containsAll(ids);
        assertThat(listed.stream().map(it -> it.getFinalBy().getSeconds()).toList()).isSorted();
        assertThat(listed.stream().filter(it -> ids.contains(it.getId())))
                .allSatisfy(it -> assertThat(it.getState()).isEqualTo("SENT"))
                .allSatisfy(it -> assertThat(it.getLastReason()).isEmpty());
        ids.forEach(id -> Neighbours.FIRMBANKING.end(id, Firmbanking.State.STATE_SUCCEEDED));
        await().atMost(PATIENCE).until(() -> ids.stream().allMatch(mina::isFinal));
    }

    private static Optional<Stuck> stuck(String id) {
        return everything(1_000).stream().filter(it -> it.getId().equals(id)).findFirst();
    }

    private static List<Stuck> everything(int pageSize) {
        var all = new ArrayList<Stuck>();
        var page = ListStuckRemittancesResponse.getDefaultInstance();
        do {
            page = page(pageSize, page.getNextPageToken());
            all.addAll(page.getStuckList());
        } while (!page.getNextPageToken().isEmpty());
        return all;
    }

    private static ListStuckRemittancesResponse page(int size, String token) {
        var request =
                ListStuckRemittancesRequest.newBuilder().setPageSize(size).setPageToken(token);
        return TestClient.as("staff", Role.STAFF)
                .stub(RemittanceServiceGrpc::newBlockingStub)
                .listStuckRemittances(request.build());
    }
}
