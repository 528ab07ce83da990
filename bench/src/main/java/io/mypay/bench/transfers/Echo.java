package io.mypay.bench.transfers;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.MethodDescriptor;
import io.mypay.bench.load.Caller;
import io.mypay.bench.load.Methods;

/**
 * The cheapest call that the same server answers: a health check. Padded with a field nobody reads
 * to the length of a transfer, so that as many bytes travel.
 */
public final class Echo implements Caller {
    private static final MethodDescriptor<byte[], byte[]> CHECK =
            Methods.asBytes(HealthGrpc.getCheckMethod());
    private static final int PADDING_FIELD = 1000;
    private static final int PADDING_OVERHEAD_BYTES = 4;
    private static final byte[] REQUEST = padded();

    private static byte[] padded() {
        int length =
                Requests.of(Requests.single(Requests.ID, Requests.FROM, Requests.TO))
                        .bytes()
                        .length;
        Field padding =
                Field.newBuilder()
                        .addLengthDelimited(
                                ByteString.copyFrom(new byte[length - PADDING_OVERHEAD_BYTES]))
                        .build();
        return HealthCheckRequest.newBuilder()
                .setUnknownFields(
                        UnknownFieldSet.newBuilder().addField(PADDING_FIELD, padding).build())
                .build()
                .toByteArray();
    }

    @Override
    public MethodDescriptor<byte[], byte[]> method() {
        return CHECK;
    }

    @Override
    public byte[] request() {
        return REQUEST;
    }

    @Override
    public int answered(byte[] response) {
        try {
            ServingStatus status = HealthCheckResponse.parseFrom(response).getStatus();
            if (status != ServingStatus.SERVING) {
                throw new WrongAnswer("health is " + status);
            }
            return 1;
        } catch (InvalidProtocolBufferException e) {
            throw new WrongAnswer("an answer that cannot be read", e);
        }
    }
}
