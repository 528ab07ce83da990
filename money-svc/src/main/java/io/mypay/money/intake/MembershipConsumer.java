package io.mypay.money.intake;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.queuelog.Inbox;
import io.mypay.kit.queuelog.Received;
import io.mypay.kit.queuelog.Unparseable;
import io.mypay.membership.v1.MembershipCreated;
import io.mypay.money.ledger.AccountName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes in new memberships; what else happens to memberships changes no account. */
@ApplicationScoped
public class MembershipConsumer {
    private static final String CREATED = MembershipCreated.getDescriptor().getFullName();

    private final Inbox inbox;
    private final Openings openings;

    MembershipConsumer(Inbox inbox, Openings openings) {
        this.inbox = inbox;
        this.openings = openings;
    }

    @Incoming("memberships")
    Uni<Void> on(Message<byte[]> message) {
        return inbox.receive(message, "money.memberships", this::apply);
    }

    private Uni<Void> apply(SqlConnection tx, Received received) {
        if (!received.type().equals(CREATED)) {
            return Uni.createFrom().voidItem();
        }
        return openings.open(tx, account(received.as(MembershipCreated.parser())));
    }

    private static AccountName account(MembershipCreated event) {
        var id = MembershipId.parse(event.getMembershipId());
        return switch (event.getKind()) {
            case MEMBERSHIP_KIND_PERSON, MEMBERSHIP_KIND_CORPORATION -> AccountName.member(id);
            case MEMBERSHIP_KIND_MERCHANT -> AccountName.merchant(id);
            case MEMBERSHIP_KIND_UNSPECIFIED, UNRECOGNIZED ->
                    throw new Unparseable("no account is for a membership of this kind");
        };
    }
}
