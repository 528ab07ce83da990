package io.mypay.banking.firmbanking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.banking.account.RegisteredBankAccountId;
import io.mypay.banking.bank.AccountNumber;
import io.mypay.banking.bank.BankAccount;
import io.mypay.banking.bank.BankCode;
import io.mypay.banking.bank.BankReply;
import io.mypay.banking.contract.BankContractId;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FirmbankingTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final BankAccount CORPORATE = account("004", "00410000000001");

    private static final BankReply MOVED = new BankReply.Moved(Money.krw(500));
    private static final BankReply DECLINED = new BankReply.Declined("INSUFFICIENT_FUNDS");
    private static final BankReply REJECTED = new BankReply.Rejected("INVALID_AMOUNT");
    private static final BankReply KEY_REUSED = new BankReply.KeyReused();
    private static final BankReply NEVER_HEARD = new BankReply.NeverHeard(WINDOW);
    private static final BankReply SILENT = new BankReply.Silent("timeout");

    /** In flight, what the bank says, what follows. */
    static Stream<Arguments> words() {
        return Stream.of(
                word(sent(), MOVED, succeeded()),
                word(sent(), DECLINED, failed("INSUFFICIENT_FUNDS")),
                word(sent(), REJECTED, failed("REJECTED_BY_BANK")),
                word(sent(), KEY_REUSED, unknown()),
                word(sent(), NEVER_HEARD, unheardSince(NOW)),
                word(sent(), SILENT, unknown()),
                word(unknown(), MOVED, succeeded()),
                word(unknown(), DECLINED, failed("INSUFFICIENT_FUNDS")),
                word(unknown(), REJECTED, failed("REJECTED_BY_BANK")),
                word(unknown(), KEY_REUSED, unknown()),
                word(unknown(), NEVER_HEARD, unheardSince(NOW)),
                word(unknown(), SILENT, unknown()),
                word(unheardSince(ago(10)), NEVER_HEARD, unheardSince(ago(10))),
                word(unheardSince(ago(11)), NEVER_HEARD, failed("NOT_RECEIVED_BY_BANK")),
                word(unheardSince(ago(11)), SILENT, unheardSince(ago(11))),
                word(unheardSince(ago(11)), MOVED, succeeded()));
    }

    @ParameterizedTest
    @MethodSource("words")
    void only_the_banks_word_ends_what_is_in_flight(
            Firmbanking.InFlight before, BankReply reply, Firmbanking after) {
        assertThat(before.conclude(reply, NOW)).isEqualTo(after);
    }

    @Test
    void what_was_not_sent_can_be_sent_under_the_contract_that_holds_now() {
        var contract = new BankContractId(UUID.randomUUID());
        var sent = new Firmbanking.Requested(command(), NOW).send(contract, NOW);
        assertThat(sent.state()).isEqualTo(Firmbanking.State.SENT);
        assertThat(sent.command().contract()).isEqualTo(contract);
        assertThat(sent.command().id()).isEqualTo(command().id());
    }

    @Test
    void what_was_not_sent_can_fail_for_a_reason_of_ours() {
        var requested = new Firmbanking.Requested(command(), NOW);
        assertThat(requested.refuse(FailureReason.BANK_CONTRACT_NOT_VALID, NOW))
                .isEqualTo(failed("BANK_CONTRACT_NOT_VALID"));
    }

    @Test
    void only_success_and_failure_are_final() {
        assertThat(new Firmbanking.Requested(command(), NOW).isFinal()).isFalse();
        assertThat(sent().isFinal()).isFalse();
        assertThat(unknown().isFinal()).isFalse();
        assertThat(succeeded().isFinal()).isTrue();
        assertThat(failed("X").isFinal()).isTrue();
    }

    @Test
    void a_withdrawal_ends_in_the_corporate_account_and_a_deposit_begins_there() {
        var withdrawal = command().forBank(CORPORATE);
        assertThat(withdrawal.from()).isEqualTo(command().account());
        assertThat(withdrawal.to()).isEqualTo(CORPORATE);
        assertThat(withdrawal.key()).isEqualTo(command().id().value());
        var deposit = command(Direction.DEPOSIT, Money.krw(1)).forBank(CORPORATE);
        assertThat(deposit.from()).isEqualTo(CORPORATE);
        assertThat(deposit.to()).isEqualTo(command().account());
    }

    @Test
    void a_command_moves_a_positive_amount_of_won() {
        assertThatThrownBy(() -> command(Direction.DEPOSIT, Money.krw(0)))
                .isInstanceOf(IllegalArgumentException.class);
        var dollar = new Money(100, java.util.Currency.getInstance("USD"));
        assertThatThrownBy(() -> command(Direction.DEPOSIT, dollar))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_purpose_has_one_direction() {
        assertThat(order(Purpose.Origin.RECHARGE, Direction.WITHDRAW)).isNotNull();
        assertThat(order(Purpose.Origin.REMITTANCE, Direction.DEPOSIT)).isNotNull();
        assertThat(order(Purpose.Origin.PAYOUT, Direction.DEPOSIT)).isNotNull();
        assertThatThrownBy(() -> order(Purpose.Origin.RECHARGE, Direction.DEPOSIT))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> order(Purpose.Origin.REMITTANCE, Direction.WITHDRAW))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> order(Purpose.Origin.PAYOUT, Direction.WITHDRAW))
                .isInstanceOf(Refused.class);
    }

    private static FirmbankingOrder order(Purpose.Origin origin, Direction direction) {
        return new FirmbankingOrder(
                new Purpose(origin, new UUID(2, 2), new MembershipId(new UUID(3, 3))),
                direction,
                new Counterpart.Registered(new RegisteredBankAccountId(new UUID(4, 4))),
                Money.krw(1_000));
    }

    private static Arguments word(Firmbanking before, BankReply reply, Firmbanking after) {
        return Arguments.of(before, reply, after);
    }

    private static Firmbanking.Sent sent() {
        return new Firmbanking.Sent(command(), NOW);
    }

    private static Firmbanking.Unknown unknown() {
        return new Firmbanking.Unknown(command(), Optional.empty(), NOW);
    }

    private static Firmbanking.Unknown unheardSince(Instant since) {
        return new Firmbanking.Unknown(command(), Optional.of(since), NOW);
    }

    private static Firmbanking.Succeeded succeeded() {
        return new Firmbanking.Succeeded(command(), Money.krw(500), NOW);
    }

    private static Firmbanking.Failed failed(String reason) {
        return new Firmbanking.Failed(command(), reason, NOW);
    }

    private static Instant ago(int seconds) {
        return NOW.minusSeconds(seconds);
    }

    private static Command command() {
        return command(Direction.WITHDRAW, Money.krw(50_000));
    }

    private static Command command(Direction direction, Money amount) {
        return new Command(
                new FirmbankingId(new UUID(1, 1)),
                new Purpose(
                        Purpose.Origin.RECHARGE, new UUID(2, 2), new MembershipId(new UUID(3, 3))),
                direction,
                Optional.of(new RegisteredBankAccountId(new UUID(4, 4))),
                account("088", "110123456789"),
                amount,
                new BankContractId(new UUID(5, 5)),
                LocalDate.of(2026, 3, 2),
                NOW,
                NOW.plus(Duration.ofDays(1)));
    }

    private static BankAccount account(String bank, String number) {
        return new BankAccount(new BankCode(bank), new AccountNumber(number));
    }
}
