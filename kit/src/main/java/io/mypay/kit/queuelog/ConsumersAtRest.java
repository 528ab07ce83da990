package io.mypay.kit.queuelog;

import io.mypay.kit.sweep.Background;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Takes no more messages once this process is leaving: what Kafka has handed over is worked, the
 * rest is another instance's, or comes again after the restart.
 */
@ApplicationScoped
class ConsumersAtRest {
    private final KafkaClientService kafka;
    private final Background background;

    ConsumersAtRest(KafkaClientService kafka, Background background) {
        this.kafka = kafka;
        this.background = background;
    }

    void rest(@Observes ShutdownDelayInitiatedEvent event) {
        for (var channel : kafka.getConsumerChannels()) {
            var _ = background.detach("rest of " + channel, () -> pause(channel));
        }
    }

    private Uni<Void> pause(String channel) {
        return kafka.getConsumer(channel).pause().replaceWithVoid();
    }
}
