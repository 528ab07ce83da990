package io.mypay.kit.panache;

import com.google.protobuf.Message;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.idempotency.Requests;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of request: an answer given before. */
@Entity
@Table(name = "request")
@IdClass(RequestEntity.Key.class)
public class RequestEntity {
    @Id
    @Column(name = "request_id")
    UUID requestId;

    @Id String caller;
    @Id String method;
    String hash;
    byte[] response;

    /** The primary key, as JPA wants it. */
    public record Key(UUID requestId, String caller, String method) {
        static Key of(RequestKey key) {
            return new Key(key.requestId(), key.caller(), key.method());
        }
    }

    static RequestEntity of(RequestKey key, Message response) {
        var row = new RequestEntity();
        row.requestId = key.requestId();
        row.caller = key.caller();
        row.method = key.method();
        row.hash = key.hash();
        row.response = response.toByteArray();
        return row;
    }

    Requests.Answer answer() {
        return new Requests.Answer(hash, response);
    }
}
