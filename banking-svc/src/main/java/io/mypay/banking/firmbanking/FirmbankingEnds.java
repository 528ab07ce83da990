package io.mypay.banking.firmbanking;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.banking.bank.BankReply;
import io.mypay.banking.contract.Terms;
import io.mypay.kit.queuelog.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Writes a transition together with everything that belongs to it. */
@ApplicationScoped
class FirmbankingEnds {
    private static final Logger LOG = Logger.getLogger(FirmbankingEnds.class);

    private final FirmbankingStore store;
    private final DailyLimitStore limits;
    private final Outbox outbox;
    private final FirmbankingSettings settings;
    private final MeterRegistry meters;

    FirmbankingEnds(
            FirmbankingStore store,
            DailyLimitStore limits,
            Outbox outbox,
            FirmbankingSettings settings,
            MeterRegistry meters) {
        this.store = store;
        this.limits = limits;
        this.outbox = outbox;
        this.settings = settings;
        this.meters = meters;
    }

    /** The row, the event and the limit change in one transaction, or not at all. */
    Uni<Void> change(SqlConnection tx, Firmbanking from, Firmbanking to, Instant now) {
        return store.change(tx, from, to, pause(to), now)
                .chain(() -> consequences(tx, to))
                .invoke(() -> tell(from, to));
    }

    private Uni<Void> consequences(SqlConnection tx, Firmbanking to) {
        return switch (to) {
            case Firmbanking.Succeeded succeeded ->
                    outbox.append(
                            tx,
                            FirmbankingEvents.succeeded(
                                    succeeded, settings.corporateAccount().bank()));
            case Firmbanking.Failed failed ->
                    limits.giveBack(tx, failed.command())
                            .chain(() -> outbox.append(tx, FirmbankingEvents.failed(failed)));
            case Firmbanking.Requested _, Firmbanking.InFlight _ -> Uni.createFrom().voidItem();
        };
    }

    private Pause pause(Firmbanking firmbanking) {
        return switch (firmbanking) {
            case Firmbanking.Requested _ -> Pause.always(settings.sendAgainAfter());
            case Firmbanking.Sent _ -> Pause.always(settings.sendLease());
            case Firmbanking.Unknown _ ->
                    new Pause(settings.inquiryPauseMin(), settings.inquiryPauseMax());
            case Firmbanking.Succeeded _, Firmbanking.Failed _ -> Pause.always(Duration.ZERO);
        };
    }

    private void tell(Firmbanking from, Firmbanking to) {
        var command = to.command();
        LOG.infof(
                "firmbanking %s of %s %s: %s -> %s",
                command.id(),
                command.purpose().origin(),
                command.purpose().originId(),
                from.state(),
                to.state());
        meters.counter(
                        "mypay_firmbanking_transitions",
                        "bank",
                        command.bank().value(),
                        "direction",
                        command.direction().name(),
                        "from",
                        from.state().name(),
                        "to",
                        to.state().name())
                .increment();
    }

    /** What somebody should look at, though it stops nothing. */
    void raise(Firmbanking firmbanking, BankReply reply, Terms agreed) {
        switch (reply) {
            case BankReply.Moved(var fee) -> {
                if (!fee.equals(agreed.fee())) {
                    LOG.warnf(
                            "firmbanking %s: the bank took %s, agreed were %s",
                            firmbanking.command().id(), fee, agreed.fee());
                    raised("fee_differs", firmbanking);
                }
            }
            case BankReply.Rejected(var code) -> {
                LOG.errorf(
                        "firmbanking %s: the bank rejected our command: %s",
                        firmbanking.command().id(), code);
                raised("rejected", firmbanking);
            }
            case BankReply.KeyReused() -> {
                LOG.errorf(
                        "firmbanking %s: the bank knows another command by this id",
                        firmbanking.command().id());
                raised("key_reused", firmbanking);
            }
            case BankReply.Declined _, BankReply.NeverHeard _, BankReply.Silent _ -> {}
        }
    }

    /**
     * Somebody should look at a bank that moved the cash of what is FAILED: whoever heard of the
     * failure gave the money back, and no step of ours takes that away again.
     */
    void raiseLate(Firmbanking ended, BankReply reply) {
        if (ended instanceof Firmbanking.Failed && reply instanceof BankReply.Moved) {
            LOG.errorf(
                    "firmbanking %s of %s %s: it is FAILED, but the bank says it moved the cash",
                    ended.command().id(),
                    ended.command().purpose().origin(),
                    ended.command().purpose().originId());
            raised("moved_after_failure", ended);
        }
    }

    private void raised(String what, Firmbanking firmbanking) {
        var bank = firmbanking.command().bank().value();
        meters.counter("mypay_firmbanking_raised", "what", what, "bank", bank).increment();
    }
}
