package io.mypay.e2e;

import io.mypay.stack.Shape;
import io.mypay.stack.Stack;
import io.mypay.stack.StackOptions;
import io.mypay.type.v1.BankAccount;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One stack for all tests of the module: started for the first, stopped after the last. */
final class StackExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace HERE =
            ExtensionContext.Namespace.create(StackExtension.class);

    /**
     * So that tests can break the network, start everything twice, and nobody relies on the time
     * zone of PostgreSQL.
     */
    private static final Shape SHAPE =
            Shape.WHOLE
                    .overRelays()
                    .withPostgres(List.of("max_connections=700", "timezone=Pacific/Pago_Pago"));

    /** What a test may use: the stack, its bank, its people. */
    record Platform(Stack stack, MyPay anyone, OutsideBank bank, World world, Actor staff)
            implements AutoCloseable {

        static Platform start(Shape shape) {
            Stack stack = Stack.start(StackOptions.temporary(System.out::println).shaped(shape));
            Endpoints endpoints = RunningStack.endpoints(stack);
            MyPay anyone = MyPay.at(endpoints);
            OutsideBank bank = new OutsideBank(endpoints);
            World world = new World(anyone, bank);
            Actor staff = world.staff(stack.staffLogin(), stack.staffPassword());
            world.contracts(staff);
            return new Platform(stack, anyone, bank, world, staff);
        }

        Proof proof() {
            BankAccount corporate =
                    BankAccount.newBuilder()
                            .setBankCode("004")
                            .setAccountNumber("00410000000001")
                            .build();
            return new Proof(staff.calls(), bank, corporate);
        }

        @Override
        public void close() {
            anyone.close();
            stack.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Platform.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(HERE)
                .computeIfAbsent(Platform.class, _ -> Platform.start(SHAPE), Platform.class);
    }
}
