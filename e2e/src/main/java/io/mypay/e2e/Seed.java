package io.mypay.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.StatusRuntimeException;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.stack.OwnerOnly;
import io.mypay.stack.StackState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Gives a new stack what people need to try it: contracts with four banks, a member and a merchant
 * with bank accounts, and their logins in {@code logins.json} beside the stack's state file.
 */
public final class Seed {

    private static final long CASH_AT_BANK = 10_000_000;

    private Seed() {}

    /**
     * Takes one argument: the path of the stack's state file. It is read once a byte has come in on
     * standard input; when that ends without one, there is nothing to do.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("needs the path of the stack's state file");
        }
        if (System.in.read() < 0) {
            return;
        }
        Path stateFile = Path.of(arguments[0]);
        StackState state =
                StackState.read(stateFile)
                        .orElseThrow(() -> new IllegalStateException("no stack runs here"));
        try {
            seed(state, stateFile.resolveSibling("logins.json"));
        } catch (StatusRuntimeException e) {
            System.err.println("seed: " + Errors.describe(e));
            System.exit(1);
        }
    }

    private static void seed(StackState state, Path logins) throws IOException {
        Endpoints endpoints = RunningStack.endpoints(state);
        try (MyPay anyone = MyPay.at(endpoints)) {
            World world = new World(anyone, new OutsideBank(endpoints));
            world.contracts(world.staff(state.staffLogin(), state.staffPassword()));
            Actor member =
                    world.newcomer(
                            MembershipKind.MEMBERSHIP_KIND_PERSON, "Kim Mina", "088", CASH_AT_BANK);
            Actor merchant =
                    world.newcomer(
                            MembershipKind.MEMBERSHIP_KIND_MERCHANT, "Haneul Coffee", "004", 0);
            Map<String, Map<String, String>> people =
                    Map.of("member", login(member), "merchant", login(merchant));
            OwnerOnly.write(logins, new ObjectMapper().writeValueAsString(people));
        }
    }

    private static Map<String, String> login(Actor actor) {
        return Map.of(
                "login", actor.login(),
                "password", actor.password(),
                "membership_id", actor.membershipId());
    }
}
