package io.mypay.remittance.sending;

import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.kit.testing.TestClient;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.remittance.neighbour.Neighbours;
import io.mypay.remittance.v1.GetRemittanceRequest;
import io.mypay.remittance.v1.Remittance;
import io.mypay.remittance.v1.RemittanceServiceGrpc;
import io.mypay.remittance.v1.RequestRemittanceRequest;
import java.util.EnumSet;
import java.util.Set;

/** Someone with money, and what they call. */
final class Member {
    private static final Set<Remittance.State> FINAL =
            EnumSet.of(Remittance.State.STATE_COMPLETED, Remittance.State.STATE_FAILED);

    final MembershipId id = Orders.aMembershipId();
    final TestClient client = TestClient.as(id.value(), Role.MEMBER);

    static Member with(long won) {
        return of(MembershipKind.MEMBERSHIP_KIND_PERSON, Membership.State.STATE_ACTIVE, won);
    }

    static Member of(MembershipKind kind, Membership.State state, long won) {
        var member = new Member();
        Neighbours.MEMBERSHIP.add(member.id, kind, state);
        Neighbours.LEDGER.credit(member.id, won);
        return member;
    }

    /** With a registered bank account to recharge from. */
    Member banked() {
        Neighbours.BANKING.register(id);
        return this;
    }

    long available() {
        return Neighbours.LEDGER.available(id);
    }

    long held() {
        return Neighbours.LEDGER.held(id);
    }

    RemittanceServiceGrpc.RemittanceServiceBlockingStub calls() {
        return client.stub(RemittanceServiceGrpc::newBlockingStub);
    }

    RequestRemittanceRequest toMember(MembershipId recipient, long won) {
        return request(won).setRecipientMembershipId(recipient.toString()).build();
    }

    RequestRemittanceRequest toBank(long won) {
        var request = request(won);
        request.getBankAccountBuilder().setBankCode("088").setAccountNumber(Orders.NUMBER);
        return request.build();
    }

    private RequestRemittanceRequest.Builder request(long won) {
        return RequestRemittanceRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setMembershipId(id.toString())
                .setAmount(Protos.proto(Money.krw(won)))
                .setMemo("rent");
    }

    Remittance send(RequestRemittanceRequest request) {
        return calls().requestRemittance(request).getRemittance();
    }

    Remittance read(String remittanceId) {
        return calls().getRemittance(
                        GetRemittanceRequest.newBuilder().setRemittanceId(remittanceId).build())
                .getRemittance();
    }

    boolean isFinal(String remittanceId) {
        return FINAL.contains(read(remittanceId).getState());
    }
}
