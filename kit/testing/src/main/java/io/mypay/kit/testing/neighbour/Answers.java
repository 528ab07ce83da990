package io.mypay.kit.testing.neighbour;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** How fakes answer. */
public final class Answers {
    private Answers() {}

    public static <A> void answer(StreamObserver<A> caller, Supplier<A> work) {
        try {
            caller.onNext(work.get());
            caller.onCompleted();
        } catch (StatusRuntimeException e) {
            caller.onError(e);
        }
    }

    public static StatusRuntimeException error(Status.Code code, String reason) {
        var info = ErrorInfo.newBuilder().setReason(reason).setDomain("mypay.fake").build();
        return StatusProto.toStatusRuntimeException(
                com.google.rpc.Status.newBuilder()
                        .setCode(code.value())
                        .setMessage(reason)
                        .addDetails(Any.pack(info))
                        .build());
    }
}
