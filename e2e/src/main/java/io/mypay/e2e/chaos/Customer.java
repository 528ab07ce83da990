package io.mypay.e2e.chaos;

import com.google.protobuf.Message;
import io.mypay.e2e.MyPay;
import io.mypay.money.v1.RequestRechargeRequest;
import io.mypay.payment.v1.PayRequest;
import io.mypay.payment.v1.Payment;
import io.mypay.payment.v1.RefundPaymentRequest;
import io.mypay.remittance.v1.RequestRemittanceRequest;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One client that moves money without a break: for any member, and for the merchants refunds. */
final class Customer implements Runnable {

    private static final int MEMORY = 64;
    private static final int PAUSE_MILLIS_MAX = 500;

    private final Crowd crowd;
    private final Sender sender;
    private final MyPay connections;
    private final SplittableRandom random;
    private final BooleanSupplier going;
    private final AtomicReferenceArray<Command> earlier = new AtomicReferenceArray<>(MEMORY);
    private final AtomicReferenceArray<Payment> captured = new AtomicReferenceArray<>(MEMORY);

    Customer(
            Crowd crowd,
            Sender sender,
            MyPay connections,
            SplittableRandom random,
            BooleanSupplier going) {
        this.crowd = crowd;
        this.sender = sender;
        this.connections = connections;
        this.random = random;
        this.going = going;
    }

    @Override
    public void run() {
        while (going.getAsBoolean()) {
            once();
            LockSupport.parkNanos(random.nextInt(PAUSE_MILLIS_MAX) * 1_000_000L);
        }
    }

    private void once() {
        int dice = random.nextInt(100);
        if (dice < 15) {
            remember(recharge());
        } else if (dice < 35) {
            remember(remittanceToMember());
        } else if (dice < 47) {
            remember(remittanceToBank());
        } else if (dice < 82) {
            pay();
        } else if (dice < 92) {
            refund();
        } else {
            repeat();
        }
    }

    private void remember(Command command) {
        sender.send(command, connections);
        earlier.set(random.nextInt(MEMORY), command);
    }

    private Command recharge() {
        Person member = crowd.member(random);
        long won = random.nextLong(1, 50) * 1_000;
        RequestRechargeRequest request = member.moves().rechargeOf(won);
        return new Command(
                Command.Kind.RECHARGE,
                request.getRequestId(),
                member,
                won,
                calls -> calls.money().requestRecharge(request).getRecharge());
    }

    private Command remittanceToMember() {
        Person from = crowd.member(random);
        List<Person> others = crowd.members().stream().filter(one -> one != from).toList();
        Person to = others.get(random.nextInt(others.size()));
        long won = random.nextLong(1, 15_000);
        return remittance(from, won, from.moves().remittanceTo(to.actor(), won));
    }

    private Command remittanceToBank() {
        Person from = crowd.member(random);
        long won = random.nextLong(1, 12_000);
        return remittance(from, won, from.moves().remittanceTo(crowd.landlord(random), won));
    }

    private static Command remittance(Person from, long won, RequestRemittanceRequest request) {
        return new Command(
                Command.Kind.REMITTANCE,
                request.getRequestId(),
                from,
                won,
                calls -> calls.remittances().requestRemittance(request).getRemittance());
    }

    private void pay() {
        Person member = crowd.member(random);
        long won = random.nextLong(100, 20_000);
        PayRequest request = member.moves().paymentTo(crowd.merchant(random).actor(), won);
        Command command =
                new Command(
                        Command.Kind.PAYMENT,
                        request.getRequestId(),
                        member,
                        won,
                        calls -> calls.payments().pay(request).getPayment());
        Optional<Message> answer = sender.send(command, connections);
        earlier.set(random.nextInt(MEMORY), command);
        answer.map(Payment.class::cast)
                .filter(payment -> payment.getState() == Payment.State.STATE_CAPTURED)
                .ifPresent(payment -> captured.set(random.nextInt(MEMORY), payment));
    }

    /** In parts that together may exceed the payment: then the last of them is refused. */
    private void refund() {
        Payment payment = captured.get(random.nextInt(MEMORY));
        if (payment == null) {
            return;
        }
        long paid = payment.getAmount().getMinorUnits();
        long won = random.nextLong(1, paid / 2 + 2);
        Person merchant = merchantOf(payment);
        RefundPaymentRequest request = merchant.moves().refundOf(payment, won);
        remember(
                new Command(
                        Command.Kind.REFUND,
                        request.getRequestId(),
                        merchant,
                        won,
                        calls -> calls.payments().refundPayment(request).getVoucher()));
    }

    private Person merchantOf(Payment payment) {
        return crowd.merchants().stream()
                .filter(one -> one.membershipId().equals(payment.getMerchantMembershipId()))
                .findFirst()
                .orElseThrow();
    }

    /** Perhaps at the other instance, perhaps while the first one is still at work. */
    private void repeat() {
        Command command = earlier.get(random.nextInt(MEMORY));
        if (command != null && command.madeId().isPresent()) {
            sender.again(command, connections);
        }
    }
}
