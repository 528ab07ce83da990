package io.mypay.simulation;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.payment.PaymentId;
import io.mypay.payment.refund.RefundDraft;
import io.mypay.remittance.bank.AccountNumber;
import io.mypay.remittance.bank.BankAccount;
import io.mypay.remittance.bank.BankCode;
import io.mypay.remittance.sending.Draft;
import io.mypay.remittance.sending.Memo;
import io.mypay.remittance.sending.Recipient;
import io.mypay.settlement.calendar.BusinessDates;
import io.mypay.settlement.run.SettlementRun;
import io.mypay.simulation.bank.Cash;
import io.mypay.simulation.world.Dice;
import io.mypay.simulation.world.Host;
import io.mypay.simulation.world.Reply;
import io.mypay.simulation.world.Service;
import io.mypay.simulation.world.Time;
import io.mypay.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Members, merchants and staff. Each command has an id that they keep: they repeat it until they
 * are answered, and at times ask twice at once. What they were told is their {@link Journal}.
 */
final class People {
    private static final int COMMANDS_MAX = 6;
    private static final long PAUSE_MAX = 5 * Time.MINUTE;
    private static final int WON_MAX = 60_000;
    private static final Memo NO_MEMO = new Memo("");

    private final World world;
    private final Dice dice;
    private final MyPay mypay;
    private final Host self;
    private final Journal journal = new Journal();
    private final List<MembershipId> members = new ArrayList<>();
    private final List<MembershipId> merchants = new ArrayList<>();

    People(World world, MyPay mypay) {
        this.world = world;
        this.dice = world.dice();
        this.mypay = mypay;
        this.self = world.host("people");
    }

    Journal journal() {
        return journal;
    }

    /** Everybody signs up at once, and does something within that time. */
    void begin(long micros) {
        for (int i = 0; i < 3; i++) {
            members.add(signUp(false));
        }
        for (int i = 3; i < 5; i++) {
            merchants.add(signUp(true));
        }
        // The last member has nowhere to recharge from.
        for (int i = 0; i < 5; i++) {
            if (i != 2) {
                mypay.banking().register(i < 3 ? members.get(i) : merchants.get(i - 3), Cash.of(i));
            }
            mypay.bank().open(Cash.of(i), Money.krw(dice.between(0, 4L * WON_MAX)));
        }
        mypay.bank().open(Cash.CORPORATE, Journal.FLOAT);
        var commands = 1 + dice.below(COMMANDS_MAX);
        for (int i = 0; i < commands; i++) {
            world.timeline().later(dice.between(0, micros), this::command);
        }
    }

    private MembershipId signUp(boolean isMerchant) {
        var id = new MembershipId(dice.uuid7(world.timeline().instant()));
        this.<Boolean>ask(
                mypay.membership(),
                (at, reply) -> mypay.membership().signUp(at, id, isMerchant, reply),
                _ -> {});
        return id;
    }

    private void command() {
        switch (dice.below(8)) {
            case 0, 1 -> recharge();
            case 2, 3 -> remit(new Recipient.Member(dice.of(members)));
            case 4 -> remit(new Recipient.Account(someBankAccount()));
            case 5, 6 -> pay();
            default -> settle();
        }
    }

    private void recharge() {
        var id = requestId();
        var member = dice.of(members);
        var amount = amount();
        this.<Optional<UUID>>ask(
                mypay.money(),
                (at, reply) -> mypay.money().recharge(at, id, member, amount, reply),
                journal::recharge);
    }

    private void remit(Recipient recipient) {
        var id = requestId();
        var sender = dice.of(members);
        if (recipient.equals(new Recipient.Member(sender))) {
            return;
        }
        var draft = new Draft(sender, recipient, amount(), NO_MEMO);
        this.<UUID>ask(
                mypay.remittance(),
                (at, reply) -> mypay.remittance().request(at, id, draft, reply),
                journal::remittance);
    }

    private static BankAccount someBankAccount() {
        var account = Cash.of(0);
        return new BankAccount(
                new BankCode(account.bank().value()), new AccountNumber(account.number().value()));
    }

    private void pay() {
        var id = requestId();
        var draft =
                new io.mypay.payment.paying.Draft(
                        dice.of(members), dice.of(merchants), amount(), "order");
        this.<UUID>ask(
                mypay.payment(),
                (at, reply) -> mypay.payment().pay(at, id, draft, reply),
                payment -> {
                    journal.payment(payment);
                    refund(payment, draft.amount());
                    if (dice.oneIn(2)) {
                        world.timeline().later(dice.between(0, Time.MINUTE), this::settle);
                    }
                });
    }

    /** On a day on which nothing goes wrong. */
    void goOn() {
        if (dice.oneIn(2)) {
            pay();
        }
        var earlier = journal.payments();
        if (!earlier.isEmpty() && dice.oneIn(2)) {
            var payment = dice.of(earlier);
            refund(payment, mypay.payment().get(payment).order().amount());
        }
    }

    // Some at once and together more than was paid: the rest is refused.
    private void refund(UUID payment, Money paid) {
        var times = dice.below(4);
        for (int i = 0; i < times; i++) {
            var part = part(paid);
            var draft = new RefundDraft(new PaymentId(payment), part, "");
            var id = requestId();
            world.timeline()
                    .later(
                            dice.between(0, 2 * Time.MINUTE),
                            () ->
                                    this.<Optional<UUID>>ask(
                                            mypay.payment(),
                                            (at, reply) ->
                                                    mypay.payment()
                                                            .refunds()
                                                            .refund(at, id, draft, reply),
                                            journal::refund));
        }
    }

    private Money part(Money paid) {
        var won = paid.minorUnits();
        return switch (dice.below(4)) {
            case 0 -> paid;
            case 1 -> Money.krw(won - won / 2);
            case 2 -> Money.krw(Math.max(1, won / 2));
            default -> Money.krw(dice.between(1, won));
        };
    }

    /** Today is closed, and a little later confirmed; payouts that failed are tried again. */
    void settle() {
        var date = BusinessDates.of(world.timeline().instant());
        this.<Optional<UUID>>ask(
                mypay.settlement(),
                (at, reply) -> mypay.settlement().run(at, date, reply),
                run -> run.ifPresent(this::confirmLater));
    }

    private void confirmLater(UUID run) {
        world.timeline()
                .later(
                        dice.between(1, Time.MINUTE),
                        () ->
                                this.<Boolean>ask(
                                        mypay.settlement(),
                                        (at, reply) -> mypay.settlement().confirm(at, run, reply),
                                        _ -> retryLater()));
    }

    private void retryLater() {
        world.timeline().later(dice.between(1, 2 * Time.MINUTE), this::retryPayouts);
    }

    void retryPayouts() {
        this.<Boolean>ask(
                mypay.settlement(),
                (at, reply) -> mypay.settlement().retryPayouts(at, reply),
                _ -> {});
    }

    /** Whatever was calculated meanwhile and not confirmed. */
    void confirmAll() {
        mypay.settlement().runs().stream()
                .filter(SettlementRun.Calculated.class::isInstance)
                .map(run -> run.head().id().value())
                .toList()
                .forEach(this::confirmLater);
    }

    private <A> void ask(Service whom, BiConsumer<Host, Reply<A>> what, Consumer<A> told) {
        untilAnswered(whom, what, told, Time.SECOND);
        if (dice.oneIn(8)) {
            this.<A>untilAnswered(whom, what, _ -> {}, Time.SECOND);
        }
    }

    private <A> void untilAnswered(
            Service whom, BiConsumer<Host, Reply<A>> what, Consumer<A> told, long pause) {
        Runnable again = () -> untilAnswered(whom, what, told, Math.min(2 * pause, PAUSE_MAX));
        world.network()
                .call(
                        self,
                        whom,
                        what,
                        new Reply<>(
                                told, () -> world.timeline().later(dice.between(1, pause), again)));
    }

    private UUID requestId() {
        return dice.uuid7(world.timeline().instant());
    }

    private Money amount() {
        return Money.krw(dice.between(1, WON_MAX));
    }
}
