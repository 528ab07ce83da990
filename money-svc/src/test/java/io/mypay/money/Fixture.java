package io.mypay.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mypay.kit.auth.Role;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.TestClient;
import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Accounts;
import io.mypay.money.v1.GetAccountsRequest;
import io.mypay.money.v1.GetTrialBalanceRequest;
import io.mypay.money.v1.LedgerServiceGrpc;
import io.mypay.money.v1.LedgerServiceGrpc.LedgerServiceBlockingStub;
import io.mypay.money.v1.PostTransfersRequest;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferCode;
import io.mypay.money.v1.TransferKind;
import io.mypay.money.v1.TransferResult;
import io.mypay.money.v1.TransferResult.Outcome;
import io.mypay.type.v1.Money;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Members with money, and what must hold of the whole ledger after every test. */
@ApplicationScoped
public class Fixture {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int TRIES_MAX = 10;

    private final Database database;
    private final Accounts accounts;

    Fixture(Database database, Accounts accounts) {
        this.database = database;
        this.accounts = accounts;
    }

    public static LedgerServiceBlockingStub ledger() {
        return TestClient.as("payment", Role.SERVICE).stub(LedgerServiceGrpc::newBlockingStub);
    }

    public static UUID anId() {
        return Uuid7.next(Instant.now());
    }

    public static Money won(long amount) {
        return Money.newBuilder().setCurrencyCode("KRW").setMinorUnits(amount).build();
    }

    public UUID aMember() {
        var id = anId();
        open(AccountName.member(new MembershipId(id)));
        return id;
    }

    public UUID aMemberWith(long amount) {
        var member = aMember();
        var funding =
                single("adjustment", member(member), amount, TransferCode.TRANSFER_CODE_ADJUSTMENT);
        assertThat(post(funding)).containsExactly(Outcome.OUTCOME_APPLIED);
        return member;
    }

    public UUID aMerchant() {
        var id = anId();
        open(AccountName.merchant(new MembershipId(id)));
        return id;
    }

    public void open(AccountName name) {
        database.inTransaction(tx -> accounts.open(tx, List.of(name), io.mypay.kit.money.Money.KRW))
                .await()
                .atMost(PATIENCE);
    }

    public static String member(UUID id) {
        return "member/" + id;
    }

    public static String merchant(UUID id) {
        return "merchant/" + id;
    }

    public static Transfer single(String from, String to, long amount) {
        return single(from, to, amount, TransferCode.TRANSFER_CODE_PAYMENT);
    }

    public static Transfer single(String from, String to, long amount, TransferCode code) {
        return transfer(TransferKind.TRANSFER_KIND_SINGLE)
                .setFromAccount(from)
                .setToAccount(to)
                .setAmount(won(amount))
                .setCode(code)
                .build();
    }

    public static Transfer hold(String from, String to, long amount) {
        return transfer(TransferKind.TRANSFER_KIND_HOLD)
                .setFromAccount(from)
                .setToAccount(to)
                .setAmount(won(amount))
                .build();
    }

    public static Transfer capture(Transfer hold, long amount) {
        return transfer(TransferKind.TRANSFER_KIND_CAPTURE)
                .setHoldId(hold.getTransferId())
                .setAmount(won(amount))
                .build();
    }

    public static Transfer release(Transfer hold) {
        return transfer(TransferKind.TRANSFER_KIND_RELEASE).setHoldId(hold.getTransferId()).build();
    }

    private static Transfer.Builder transfer(TransferKind kind) {
        return Transfer.newBuilder()
                .setTransferId(anId().toString())
                .setKind(kind)
                .setCode(TransferCode.TRANSFER_CODE_PAYMENT)
                .setReference("a-reference");
    }

    public static List<Outcome> post(Transfer... transfers) {
        return patiently(() -> results(transfers)).stream()
                .map(TransferResult::getOutcome)
                .toList();
    }

    public static List<TransferResult> results(Transfer... transfers) {
        var request = PostTransfersRequest.newBuilder().addAllTransfers(List.of(transfers)).build();
        return ledger().postTransfers(request).getResultsList();
    }

    /** As every caller does: the same again while the service says that it is unavailable. */
    public static <T> T patiently(Supplier<T> call) {
        for (int tries = 1; ; tries++) {
            try {
                return call.get();
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() != Status.Code.UNAVAILABLE || tries == TRIES_MAX) {
                    throw e;
                }
            }
        }
    }

    /** What an account has, holds included. */
    public static long posted(String name) {
        return account(name).getPosted().getMinorUnits();
    }

    public static long held(String name) {
        return account(name).getHeld().getMinorUnits();
    }

    private static io.mypay.money.v1.Account account(String name) {
        return ledger().getAccounts(GetAccountsRequest.newBuilder().addNames(name).build())
                .getAccounts(0);
    }

    public long count(String table) {
        return number("SELECT count(*) FROM " + table);
    }

    public long number(String sql, Object... values) {
        return database.inTransaction(tx -> tx.preparedQuery(sql).execute(Tuple.from(values)))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    public void change(String sql, Object... values) {
        database.inTransaction(tx -> tx.preparedQuery(sql).execute(Tuple.from(values)))
                .await()
                .atMost(PATIENCE);
    }

    // Each account's transfers as a chain: its balances after, and the transfer before.
    private static final String LEGS =
            """
            WITH leg AS (
                SELECT from_account AS account_id, transfer_id, sequence, from_posted AS posted, from_held AS held,
                       from_previous AS previous, CASE WHEN to_posted IS NULL THEN 0 ELSE -amount END AS change
                  FROM transfer
                 WHERE outcome = 'APPLIED'
                 UNION ALL
                SELECT to_account, transfer_id, sequence, to_posted, to_held, to_previous, amount
                  FROM transfer
                 WHERE outcome = 'APPLIED'
                   AND to_posted IS NOT NULL
            )
            """;

    private static final String BROKEN_LINKS =
            LEGS
                    + """
                    SELECT count(*)
                      FROM leg
                      LEFT JOIN leg AS before
                        ON before.transfer_id = leg.previous
                       AND before.account_id = leg.account_id
                     WHERE leg.posted <> coalesce(before.posted, 0) + leg.change
                        OR leg.sequence <= coalesce(before.sequence, 0)
                        OR (leg.previous IS NOT NULL AND before.transfer_id IS NULL)
                    """;

    private static final String WRONG_ACCOUNTS =
            LEGS
                    + """
                    SELECT count(*)
                      FROM account AS a
                      LEFT JOIN (SELECT account_id, sum(change) AS posted, count(*) AS entries
                                   FROM leg
                                  GROUP BY account_id) AS moved USING (account_id)
                      LEFT JOIN (SELECT from_account AS account_id, sum(amount - captured) AS held
                                   FROM hold
                                  WHERE state = 'OPEN'
                                  GROUP BY from_account) AS reserved USING (account_id)
                     WHERE a.posted <> coalesce(moved.posted, 0)
                        OR a.entries <> coalesce(moved.entries, 0)
                        OR a.held <> coalesce(reserved.held, 0)
                    """;

    private static final String WRONG_MILESTONES =
            LEGS
                    + """
                    , entry AS (
                        SELECT account_id, transfer_id,
                               row_number() OVER (PARTITION BY account_id ORDER BY sequence) AS number
                          FROM leg
                    )
                    SELECT count(*)
                      FROM (SELECT * FROM entry WHERE number % 64 = 0) AS passed
                      FULL JOIN milestone USING (account_id, number, transfer_id)
                     WHERE passed IS NULL
                        OR milestone IS NULL
                    """;

    /** All accounts sum to zero, each is the sum of its transfers, each balance follows. */
    public void assertProven() {
        var balance =
                TestClient.as("staff", Role.STAFF)
                        .stub(LedgerServiceGrpc::newBlockingStub)
                        .getTrialBalance(GetTrialBalanceRequest.getDefaultInstance());
        assertThat(balance.getSumsList()).containsExactly(won(0));
        assertThat(number(BROKEN_LINKS)).isZero();
        assertThat(number(WRONG_ACCOUNTS)).isZero();
        assertThat(number(WRONG_MILESTONES)).isZero();
    }

    /** How many of them had this outcome. */
    public static long count(List<List<Outcome>> answers, Outcome outcome) {
        return answers.stream().flatMap(List::stream).filter(outcome::equals).count();
    }

    public static Transfer[] all(Stream<Transfer> transfers) {
        return transfers.toArray(Transfer[]::new);
    }
}
