package io.mypay.e2e;

import io.mypay.money.v1.Account;
import io.mypay.stack.Shape;
import io.mypay.stack.Stack;
import io.mypay.stack.StackOptions;
import io.mypay.stack.process.StartFailed;
import io.mypay.type.v1.BankAccount;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** {@code ./mypay demo}: a fresh stack, the main journey, the proof, and nothing left behind. */
public final class Demo {

    private static final BankAccount CORPORATE =
            BankAccount.newBuilder().setBankCode("004").setAccountNumber("00410000000001").build();

    private Demo() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(out));
    }

    private static int run(PrintStream out) {
        out.println("Starting a fresh stack on free ports …");
        StackOptions options = StackOptions.temporary(line -> out.println("  " + line));
        try (Stack stack = Stack.start(options.shaped(Shape.WHOLE.learning()))) {
            return journey(out, stack);
        } catch (StartFailed | Steps.StepFailed e) {
            out.println();
            out.println("journey: FAILED · " + e.getMessage());
            return 1;
        }
    }

    private static int journey(PrintStream out, Stack stack) {
        Endpoints endpoints = RunningStack.endpoints(stack);
        try (MyPay anyone = MyPay.at(endpoints)) {
            OutsideBank bank = new OutsideBank(endpoints);
            World world = new World(anyone, bank);
            Steps steps = new Steps(out);
            out.println();
            steps.head();
            Actor staff =
                    steps.run(
                            "staff",
                            "AuthService/Login",
                            () -> {
                                Actor in = world.staff(stack.staffLogin(), stack.staffPassword());
                                return Steps.Done.of(in, "TOKEN");
                            });
            new Journey(steps, world, bank, staff).run();
            Proof proof = new Proof(staff.calls(), bank, CORPORATE);
            return prove(out, steps, proof);
        }
    }

    private static int prove(PrintStream out, Steps steps, Proof proof) {
        Proof.Books books =
                steps.run(
                        "staff",
                        "LedgerService/GetTrialBalance",
                        () -> Steps.Done.of(proof.settled(), "BALANCED"));
        steps.run(
                "staff",
                "LedgerService/VerifyLedger",
                () -> Steps.Done.of(proof.verified(), "HOLDS"));
        out.println();
        out.println("Trial balance");
        for (Account line : books.trialBalance().getLinesList()) {
            out.printf("  %-28s %16s%n", line.getName(), Won.read(line.getPosted()));
        }
        out.printf("  %-28s %16s%n", "sum", "0 KRW");
        out.printf("Cash in the ledger           %,16d KRW%n", books.ledgerCash());
        out.printf("Cash in the corporate account%,16d KRW%n", books.bankCash());
        out.println();
        out.printf(
                "journey: OK · %d steps · ledger sums to 0 and is verified · cash equals bank%n",
                steps.count());
        return 0;
    }
}
