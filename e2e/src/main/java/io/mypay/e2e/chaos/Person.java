package io.mypay.e2e.chaos;

import io.mypay.e2e.Actor;
import io.mypay.e2e.Moves;
import io.mypay.e2e.MyPay;
import io.mypay.e2e.World;
import io.mypay.type.v1.BankAccount;
import java.time.Duration;

/** Someone with a login that outlasts a token. */
final class Person {

    /** Tokens work for 15 minutes. */
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(10);

    private final World world;
    private final Actor actor;
    private String token = "";
    private long tokenAt;

    Person(World world, Actor actor) {
        this.world = world;
        this.actor = actor;
    }

    String name() {
        return actor.name();
    }

    String membershipId() {
        return actor.membershipId();
    }

    BankAccount bankAccount() {
        return actor.bankAccount();
    }

    Actor actor() {
        return actor;
    }

    Moves moves() {
        return Moves.of(actor);
    }

    /** These connections with this person's token, which is renewed where it is old. */
    MyPay through(MyPay connections) {
        return connections.with(token());
    }

    private synchronized String token() {
        long now = System.nanoTime();
        if (token.isEmpty() || now - tokenAt > RENEWED_AFTER.toNanos()) {
            token = world.token(actor.login(), actor.password());
            tokenAt = now;
        }
        return token;
    }

    /** What was taken is not believed any more. */
    synchronized void forgetToken() {
        token = "";
    }
}
