package io.mypay.money.ledger.proof;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;

/**
 * One verification on its way through the ledger: first the sealed blocks, some of them at a time,
 * then what is not sealed yet, and with all of the ledger seen, the accounts. It ends where it
 * finds something.
 */
final class Audit {
    /** About so many transfers are checked at a time. */
    private static final int PORTION = 50_000;

    private final SqlConnection tx;
    private final Checks checks;
    private final Range range;
    private final List<Finding> findings = new ArrayList<>();
    private long after;
    private long transfers;
    private long unsealed;
    private long lastSequence;
    private long blocks;
    private long lastBlock;
    private String lastHash = "";
    private long legs;
    private long firsts;
    private boolean isAtEnd;

    Audit(SqlConnection tx, Checks checks, Range range) {
        this.tx = tx;
        this.checks = checks;
        this.range = range;
        this.after = range.after();
    }

    /** Before the first portion. */
    Uni<Audit> begin() {
        return checks.begin(tx, range).invoke(block -> lastBlock = block).replaceWith(this);
    }

    /** The next portion, and what it came to. */
    Uni<Verification> next() {
        return checks.portion(tx, lastBlock, range, PORTION)
                .chain(portion -> portion.isEmpty() ? checkUnsealed() : checkSealed(portion))
                .chain(() -> isAtEnd && findings.isEmpty() ? checkAccounts() : nothing())
                .map(_ -> isAtEnd || !findings.isEmpty() ? verdict() : checked());
    }

    private Uni<Void> checkSealed(List<Block> portion) {
        after = portion.getFirst().after();
        var last = portion.getLast();
        return checkChains(last.last())
                .chain(() -> checks.seal(tx, portion))
                .invoke(found -> found.ifPresent(findings::add))
                .invoke(() -> pass(portion, last))
                .replaceWithVoid();
    }

    private void pass(List<Block> portion, Block last) {
        transfers += portion.stream().mapToInt(Block::transfers).sum();
        blocks += portion.size();
        lastBlock = last.number();
        lastHash = last.hash();
        lastSequence = last.last();
        after = last.last();
    }

    private Uni<Void> checkUnsealed() {
        return checks.bound(tx, after, range, PORTION)
                .invoke(bound -> isAtEnd = bound.isEmpty())
                .map(bound -> bound.orElse(range.through()))
                .call(this::checkChains)
                .chain(through ->
                        checks.count(tx, after, through).invoke(count -> pass(count, through)))
                .replaceWithVoid();
    }

    private void pass(ChainStore.Count count, long through) {
        transfers += count.transfers();
        unsealed += count.transfers();
        lastSequence = Math.max(lastSequence, count.last());
        after = through;
    }

    private Uni<Void> checkChains(long through) {
        return checks.chains(tx, after, through)
                .invoke(seen -> {
                    legs += seen.legs();
                    firsts += seen.firsts();
                })
                .chain(seen ->
                        seen.fails()
                                ? checks.firstInChains(tx, after, through)
                                        .invoke(findings::add)
                                        .replaceWithVoid()
                                : nothing());
    }

    // A part of the ledger says nothing about accounts: they are what all of it made of them.
    private Uni<Void> checkAccounts() {
        return range.isWhole()
                ? checks.accounts(tx, legs, firsts).invoke(findings::addAll).replaceWithVoid()
                : nothing();
    }

    private Verification checked() {
        return new Verification.Checked(progress());
    }

    private Verification verdict() {
        findings.sort(Finding.IN_ORDER);
        return new Verification.Verdict(progress(), findings, unsealed, lastBlock, lastHash);
    }

    private Verification.Progress progress() {
        return new Verification.Progress(transfers, lastSequence, blocks);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
