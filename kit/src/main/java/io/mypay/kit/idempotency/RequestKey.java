package io.mypay.kit.idempotency;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import io.mypay.kit.auth.Caller;
import io.mypay.kit.grpc.Trailers;
import io.mypay.kit.id.Uuid7;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Who asked for what: a caller's method and request_id, with the hash of everything else that was
 * asked. Made synchronously at the start of an RPC, because it remembers that call's trailers.
 *
 * @param hash SHA-256 over the deterministic serialization of the request without its request_id
 */
public record RequestKey(
        String caller, String method, UUID requestId, String hash, Trailers trailers) {
    private static final String FIELD = "request_id";

    /** The method is the request's type: each RPC has its own (see style.md, protos). */
    public static RequestKey of(Caller caller, Message request) {
        return of(caller, request.getDescriptorForType().getFullName(), request);
    }

    public static RequestKey of(Caller caller, String method, Message request) {
        return new RequestKey(
                caller.subject(), method, requestId(request), hash(request), Trailers.current());
    }

    /** A lock on the key is a lock on this number; that two keys share one is harmless. */
    public long lock() {
        var text = caller + ' ' + method + ' ' + requestId;
        var digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong();
    }

    private static UUID requestId(Message request) {
        var field = request.getDescriptorForType().findFieldByName(FIELD);
        if (field == null) {
            throw new IllegalStateException(
                    request.getDescriptorForType().getFullName() + " has no " + FIELD);
        }
        return Uuid7.parse(FIELD, (String) request.getField(field));
    }

    private static String hash(Message request) {
        var field = request.getDescriptorForType().findFieldByName(FIELD);
        var content = request.toBuilder().clearField(field).build();
        var bytes = new byte[content.getSerializedSize()];
        var out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        try {
            content.writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException("a byte array is never full", e);
        }
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
