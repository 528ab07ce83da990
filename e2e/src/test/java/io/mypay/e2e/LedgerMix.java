package io.mypay.e2e;

import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferCode;
import io.mypay.money.v1.TransferKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The transfers that one client makes up, of every kind the ledger knows. */
final class LedgerMix {

    private static final int PRICE_MAX = 100;

    /** More than anyone here ever has. */
    private static final long TOO_MUCH = 1_000_000_000;

    private static final int BATCH_MAX = 40;

    private final SplittableRandom random;
    private final Parties parties;

    /** Account names: those who pay, and those who are paid by many at once. */
    record Parties(List<String> members, List<String> merchants) {

        List<String> all() {
            List<String> all = new ArrayList<>(members);
            all.addAll(merchants);
            return all;
        }
    }

    LedgerMix(SplittableRandom random, Parties parties) {
        this.random = random;
        this.parties = parties;
    }

    /** Anything but what depends on an answer. */
    List<Transfer> request() {
        int dice = random.nextInt(100);
        if (dice < 75) {
            return List.of(single().build());
        }
        if (dice < 95) {
            return chain();
        }
        return batch();
    }

    Transfer hold() {
        return payment(TransferKind.TRANSFER_KIND_HOLD).build();
    }

    /** Captures a hold in whole or in part, or releases it. */
    Transfer end(Transfer hold) {
        if (random.nextInt(4) == 0) {
            return transfer(TransferKind.TRANSFER_KIND_RELEASE, TransferCode.TRANSFER_CODE_PAYMENT)
                    .setHoldId(hold.getTransferId())
                    .build();
        }
        long held = hold.getAmount().getMinorUnits();
        return transfer(TransferKind.TRANSFER_KIND_CAPTURE, TransferCode.TRANSFER_CODE_PAYMENT)
                .setHoldId(hold.getTransferId())
                .setAmount(Won.of(random.nextBoolean() ? held : 1 + random.nextLong(held)))
                .build();
    }

    private List<Transfer> batch() {
        List<Transfer> batch = new ArrayList<>();
        int size = 2 + random.nextInt(BATCH_MAX);
        while (batch.size() < size) {
            if (random.nextInt(5) == 0) {
                batch.addAll(chain());
            } else {
                batch.add(single().build());
            }
        }
        return batch;
    }

    /** All or nothing; now and then the last link is refused and takes the others along. */
    private List<Transfer> chain() {
        List<Transfer> chain = new ArrayList<>();
        chain.add(single().setLinked(true).build());
        if (random.nextBoolean()) {
            chain.add(single().setLinked(true).build());
        }
        chain.add(single().build());
        return chain;
    }

    private Transfer.Builder single() {
        return random.nextBoolean() ? payment(TransferKind.TRANSFER_KIND_SINGLE) : remittance();
    }

    private Transfer.Builder payment(TransferKind kind) {
        return transfer(kind, TransferCode.TRANSFER_CODE_PAYMENT)
                .setFromAccount(one(parties.members()))
                .setToAccount(one(parties.merchants()))
                .setAmount(Won.of(amount()));
    }

    private Transfer.Builder remittance() {
        int from = random.nextInt(parties.members().size());
        int to =
                (from + 1 + random.nextInt(parties.members().size() - 1))
                        % parties.members().size();
        return transfer(TransferKind.TRANSFER_KIND_SINGLE, TransferCode.TRANSFER_CODE_REMITTANCE)
                .setFromAccount(parties.members().get(from))
                .setToAccount(parties.members().get(to))
                .setAmount(Won.of(amount()));
    }

    private long amount() {
        return random.nextInt(20) == 0 ? TOO_MUCH : 1 + random.nextInt(PRICE_MAX);
    }

    private String one(List<String> accounts) {
        return accounts.get(random.nextInt(accounts.size()));
    }

    private Transfer.Builder transfer(TransferKind kind, TransferCode code) {
        return Transfer.newBuilder()
                .setTransferId(id())
                .setKind(kind)
                .setCode(code)
                .setReference("crash");
    }

    /** A UUIDv7. */
    static String id() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = System.currentTimeMillis() << 16 | 0x7000L | random.nextInt(0x1000);
        long low = 0x8000_0000_0000_0000L | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
