package io.mypay.kit.queuelog;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** One line and one measurement for each message produced or consumed; never its content. */
@ApplicationScoped
class MessageLog {
    private static final Logger LOG = Logger.getLogger("io.mypay.messages");
    private static final InstantSource CLOCK = InstantSource.system();

    /** Some four minutes of the relay's pauses, and then every five. */
    private static final int ATTEMPTS_PER_ALARM = 20;

    private final MeterRegistry meters;

    MessageLog(MeterRegistry meters) {
        this.meters = meters;
    }

    void consumed(Delivery delivery, Outcome outcome, long startedNanos) {
        var took = since(startedNanos);
        var received = delivery.received();
        LOG.infof(
                "consumed topic=%s partition=%d offset=%d key=%s message_id=%s type=%s consumer=%s"
                        + " outcome=%s ms=%d trace_id=%s",
                delivery.topic(),
                delivery.partition(),
                delivery.offset(),
                received.key(),
                received.messageId(),
                received.type(),
                delivery.consumer(),
                outcome,
                took.toMillis(),
                Span.current().getSpanContext().getTraceId());
        meters.timer(
                        "mypay_messages_consumed",
                        "topic",
                        delivery.topic(),
                        "consumer",
                        delivery.consumer(),
                        "outcome",
                        outcome.name())
                .record(took);
        if (outcome == Outcome.APPLIED) {
            age(delivery);
        }
        if (outcome == Outcome.DEAD) {
            died("IN", delivery.topic());
        }
    }

    /** From the producer's writing to the consumer's effect: what a lagging consumer lags. */
    private void age(Delivery delivery) {
        var age = Duration.between(delivery.received().time(), CLOCK.instant());
        meters.timer(
                        "mypay_messages_age",
                        "topic",
                        delivery.topic(),
                        "consumer",
                        delivery.consumer())
                .record(age.isNegative() ? Duration.ZERO : age);
    }

    void dying(Delivery delivery, Throwable failure) {
        LOG.errorf(
                failure,
                "message_id=%s of %s cannot be handled by %s and goes to the dead letter topic",
                delivery.received().messageId(),
                delivery.origin(),
                delivery.consumer());
    }

    void produced(Sending sending, long startedNanos) {
        var took = since(startedNanos);
        var row = sending.row();
        LOG.infof(
                "produced topic=%s partition=%d offset=%d key=%s message_id=%s type=%s outcome=%s"
                        + " ms=%d trace_id=%s%s",
                row.message().topic(),
                sending.partition(),
                sending.offset(),
                row.message().key(),
                row.message().messageId(),
                row.message().type(),
                sending.outcome(),
                took.toMillis(),
                Traceparent.traceId(row.message().traceparent()),
                sending.error().isEmpty() ? "" : " error=" + sending.error());
        meters.timer(
                        "mypay_messages_produced",
                        "topic",
                        row.message().topic(),
                        "outcome",
                        sending.outcome().name())
                .record(took);
        if (sending.isToBeRepeated()) {
            unpublished(sending);
        }
    }

    /** For staff to look at: nothing happens to it by itself any more. */
    void dead(Sending sending) {
        var message = sending.row().message();
        LOG.errorf(
                "message_id=%s of topic=%s is dead: Kafka refused it %d times; the younger messages"
                        + " of key=%s go on without it. error=%s",
                message.messageId(),
                message.topic(),
                sending.row().rejections() + 1,
                message.key(),
                sending.error());
        died("OUT", message.topic());
    }

    private void died(String direction, String topic) {
        meters.counter("mypay_messages_dead", "direction", direction, "topic", topic).increment();
    }

    /** As long as Kafka does not take it, it holds back its key. */
    private static void unpublished(Sending sending) {
        var attempts = sending.row().attempts() + 1;
        if (attempts % ATTEMPTS_PER_ALARM == 0) {
            var message = sending.row().message();
            LOG.errorf(
                    "message_id=%s of topic=%s is not accepted by Kafka after attempts=%d: the"
                            + " younger messages of key=%s wait for it",
                    message.messageId(), message.topic(), attempts, message.key());
        }
    }

    private static Duration since(long startedNanos) {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }
}
