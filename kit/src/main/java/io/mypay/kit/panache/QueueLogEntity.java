package io.mypay.kit.panache;

import io.mypay.kit.queuelog.Outgoing;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of queue_log on its way out; what is not named here has its default in the schema. */
@Entity
@Table(name = "queue_log")
@IdClass(QueueLogEntity.Key.class)
public class QueueLogEntity {
    @Id
    @Column(name = "message_id")
    UUID messageId;

    @Id String direction;
    @Id String consumer;
    String topic;
    String key;
    String type;
    byte[] payload;
    String traceparent;
    String status;

    /** The primary key, as JPA wants it. */
    public record Key(UUID messageId, String direction, String consumer) {}

    static QueueLogEntity of(Outgoing message) {
        var row = new QueueLogEntity();
        row.messageId = message.messageId();
        row.direction = "OUT";
        row.consumer = "";
        row.topic = message.topic();
        row.key = message.key();
        row.type = message.type();
        row.payload = message.payload();
        row.traceparent = message.traceparent();
        row.status = "PENDING";
        return row;
    }
}
