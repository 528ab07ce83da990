package io.mypay.banking.firmbanking;

import io.mypay.banking.bank.BankCode;
import io.mypay.banking.v1.FirmbankingFailed;
import io.mypay.banking.v1.FirmbankingSucceeded;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.queuelog.Event;
import java.time.Instant;
import java.util.UUID;

/** What others hear of firmbankings. Ids are derived, so each end is one message. */
final class FirmbankingEvents {
    private static final String TOPIC = "mypay.banking.firmbanking.v1";

    private FirmbankingEvents() {}

    static Event succeeded(Firmbanking.Succeeded firmbanking, BankCode corporateBank) {
        var command = firmbanking.command();
        var purpose = command.purpose();
        var payload =
                FirmbankingSucceeded.newBuilder()
                        .setFirmbankingId(command.id().toString())
                        .setOrigin(FirmbankingProtos.origin(purpose.origin()))
                        .setOriginId(purpose.originId().toString())
                        .setMembershipId(purpose.membership().toString())
                        .setDirection(FirmbankingProtos.direction(command.direction()))
                        .setAmount(Protos.proto(command.amount()))
                        .setFee(Protos.proto(firmbanking.fee()))
                        .setCorporateBankCode(corporateBank.value())
                        .setCompleteTime(Protos.proto(firmbanking.changedAt()))
                        .build();
        var id = Uuid7.derive(command.id().value(), "succeeded");
        return new Event(id, TOPIC, purpose.originId().toString(), payload);
    }

    static Event failed(Firmbanking.Failed firmbanking) {
        var command = firmbanking.command();
        var payload =
                failed(command.purpose(), firmbanking.reason(), firmbanking.changedAt())
                        .setFirmbankingId(command.id().toString())
                        .build();
        var id = Uuid7.derive(command.id().value(), "failed");
        return new Event(id, TOPIC, command.purpose().originId().toString(), payload);
    }

    /** Refused before a firmbanking was recorded. */
    static Event refused(UUID asked, Purpose purpose, String reason, Instant now) {
        var id = Uuid7.derive(asked, "refused");
        var payload = failed(purpose, reason, now).build();
        return new Event(id, TOPIC, purpose.originId().toString(), payload);
    }

    private static FirmbankingFailed.Builder failed(Purpose purpose, String reason, Instant at) {
        return FirmbankingFailed.newBuilder()
                .setOrigin(FirmbankingProtos.origin(purpose.origin()))
                .setOriginId(purpose.originId().toString())
                .setMembershipId(purpose.membership().toString())
                .setFailureReason(reason)
                .setCompleteTime(Protos.proto(at));
    }
}
