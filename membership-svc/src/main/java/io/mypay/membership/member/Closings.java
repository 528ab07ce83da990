package io.mypay.membership.member;

import io.mypay.kit.grpc.Neighbour;
import io.mypay.money.v1.CloseMemberMoneyRequest;
import io.mypay.money.v1.CloseMemberMoneyResponse;
import io.mypay.money.v1.MutinyMoneyServiceGrpc.MutinyMoneyServiceStub;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Asks money to close the accounts of a membership. */
@ApplicationScoped
public class Closings {
    private final MutinyMoneyServiceStub money;

    Closings(@GrpcClient("money") MutinyMoneyServiceStub money) {
        this.money = money;
    }

    /** What stands against it; empty when the accounts are closed. Asked again, it is the same. */
    Uni<Optional<Obstacle>> close(Withdrawal.Requested withdrawal) {
        var request =
                CloseMemberMoneyRequest.newBuilder()
                        .setRequestId(withdrawal.id().closing().toString())
                        .setMembershipId(withdrawal.member().toString())
                        .build();
        return Neighbour.call("money", () -> money.closeMemberMoney(request))
                .map(Closings::obstacle);
    }

    private static Optional<Obstacle> obstacle(CloseMemberMoneyResponse answer) {
        return switch (answer.getOutcome()) {
            case OUTCOME_CLOSED -> Optional.empty();
            case OUTCOME_MONEY_LEFT -> Optional.of(Obstacle.MONEY_LEFT);
            case OUTCOME_MONEY_HELD -> Optional.of(Obstacle.MONEY_HELD);
            case OUTCOME_RECHARGE_UNDER_WAY -> Optional.of(Obstacle.RECHARGE_UNDER_WAY);
            case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException("money answers " + answer.getOutcome());
        };
    }
}
