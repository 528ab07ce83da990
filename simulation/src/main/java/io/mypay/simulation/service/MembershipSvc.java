package io.mypay.simulation.service;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.simulation.world.Host;
import io.mypay.simulation.world.Message;
import io.mypay.simulation.world.Message.Topic;
import io.mypay.simulation.world.Reply;
import io.mypay.simulation.world.Service;
import io.mypay.simulation.world.Table;
import io.mypay.simulation.world.Transaction;
import io.mypay.simulation.world.World;

/** membership, as far as money is concerned: who signs up gets an account, a moment later. */
public final class MembershipSvc extends Service {
    private final Table<MembershipId, Boolean> members = new Table<>("membership");

    public MembershipSvc(World world) {
        super(world, "membership");
    }

    public void signUp(Host host, MembershipId id, boolean isMerchant, Reply<Boolean> reply) {
        database.commit(host, tx -> once(tx, id, isMerchant), reply::answer, reply::lose);
    }

    private boolean once(Transaction tx, MembershipId id, boolean isMerchant) {
        if (members.has(id)) {
            return false;
        }
        members.insert(tx, id, isMerchant);
        outbox.append(
                tx,
                new Message(
                        Uuid7.derive(id.value(), "created"),
                        Topic.MEMBERSHIPS,
                        id.value(),
                        new Told.MembershipCreated(id, isMerchant)));
        return true;
    }
}
