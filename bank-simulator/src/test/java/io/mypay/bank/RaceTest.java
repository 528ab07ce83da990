package io.mypay.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RaceTest extends BankTest {
    private static final int CALLERS = 50;

    @Test
    void fifty_transfers_that_together_exceed_a_balance_succeed_as_far_as_it_goes()
            throws Exception {
        AccountAt member = anAccount(SHINHAN, 10_000);
        long corporateBefore = balance(CORPORATE);

        List<String> outcomes =
                atOnce(
                        IntStream.range(0, CALLERS)
                                .<Callable<String>>mapToObj(
                                        _ -> () -> status(member, CORPORATE, 300))
                                .toList());

        assertThat(outcomes).filteredOn("SUCCEEDED"::equals).hasSize(33);
        assertThat(outcomes).filteredOn("DECLINED"::equals).hasSize(17);
        assertThat(balance(member)).isEqualTo(100);
        assertThat(balance(CORPORATE)).isEqualTo(corporateBefore + 33 * (300 - FEE));
    }

    @Test
    void one_command_sent_many_times_at_once_moves_once() throws Exception {
        AccountAt member = anAccount(SHINHAN, 10_000);
        UUID key = UUID.randomUUID();

        List<String> answers =
                atOnce(
                        IntStream.range(0, CALLERS)
                                .<Callable<String>>mapToObj(_ ->
                                        () ->
                                                command(
                                                                SHINHAN,
                                                                key,
                                                                aTransfer(member, CORPORATE, 300))
                                                        .asString())
                                .toList());

        assertThat(answers).hasSize(CALLERS).containsOnly(answers.getFirst());
        assertThat(answers.getFirst()).contains("SUCCEEDED");
        assertThat(balance(member)).isEqualTo(9_700);
    }

    @Test
    void transfers_in_both_directions_never_block_each_other_for_good() throws Exception {
        AccountAt member = anAccount(SHINHAN, 100_000);

        List<String> outcomes =
                atOnce(
                        IntStream.range(0, CALLERS)
                                .<Callable<String>>mapToObj(i ->
                                        () ->
                                                i % 2 == 0
                                                        ? status(member, CORPORATE, 1_000)
                                                        : status(CORPORATE, member, 1_000))
                                .toList());

        assertThat(outcomes).hasSize(CALLERS).containsOnly("SUCCEEDED");
        assertThat(balance(member)).isEqualTo(100_000);
    }

    @Test
    void a_random_workload_over_all_banks_neither_makes_nor_loses_money() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<AccountAt> accounts = new ArrayList<>();
        for (String bank : List.of(KB, SHINHAN, "020", "090")) {
            accounts.add(anAccount(bank, 5_000));
            accounts.add(anAccount(bank, 50_000));
        }
        accounts.add(CORPORATE);
        long before = sum(accounts);
        List<Callable<String>> commands = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            AccountAt other = accounts.get(random.nextInt(accounts.size() - 1));
            long amount = random.nextLong(1, 9_001);
            boolean in = random.nextBoolean();
            commands.add(
                    () -> in ? status(other, CORPORATE, amount) : status(CORPORATE, other, amount));
        }

        long succeeded = atOnce(commands).stream().filter("SUCCEEDED"::equals).count();

        assertThat(succeeded).as("seed %d", seed).isBetween(1L, 200L);
        assertThat(sum(accounts)).as("seed %d", seed).isEqualTo(before - succeeded * FEE);
        assertThat(accounts)
                .as("seed %d", seed)
                .filteredOn(account -> !account.equals(CORPORATE))
                .allSatisfy(account -> assertThat(balance(account)).isNotNegative());
    }

    private static String status(AccountAt from, AccountAt to, long amount) {
        return move(from, to, amount).extract().path("status");
    }

    private static long sum(List<AccountAt> accounts) {
        return accounts.stream().mapToLong(BankTest::balance).sum();
    }

    private static List<String> atOnce(List<Callable<String>> calls)
            throws InterruptedException, ExecutionException {
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : callers.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
