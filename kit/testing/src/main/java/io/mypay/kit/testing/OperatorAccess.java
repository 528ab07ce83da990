package io.mypay.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.mypay.kit.auth.Role;
import io.mypay.operation.v1.QueueLogServiceGrpc;
import java.util.function.Function;

/** That a service serves its messages to STAFF and to nobody else, RPC by RPC, role by role. */
public final class OperatorAccess {
    private OperatorAccess() {}

    /** As callers who have just the one role see it. */
    public static void isForStaffAlone(Function<Role, TestClient> callers) {
        for (var rpc : QueueLogServiceGrpc.getServiceDescriptor().getMethods()) {
            for (var role : Role.values()) {
                check(rpc, role, callers.apply(role).sendNothing(rpc));
            }
            var error = TestClient.anonymous().sendNothing(rpc);
            assertThat(error.code()).isEqualTo(Code.UNAUTHENTICATED);
            assertThat(error.reason()).isEqualTo("TOKEN_MISSING");
        }
    }

    // An empty request of somebody who may call lists messages or lacks its fields.
    private static void check(MethodDescriptor<?, ?> rpc, Role role, GrpcErrors error) {
        if (role == Role.STAFF) {
            assertThat(error.code())
                    .as("%s as %s", rpc.getBareMethodName(), role)
                    .isIn(Code.OK, Code.INVALID_ARGUMENT);
            return;
        }
        assertThat(error.code())
                .as("%s as %s", rpc.getBareMethodName(), role)
                .isEqualTo(Code.PERMISSION_DENIED);
        assertThat(error.reason()).isEqualTo("ROLE_MISSING");
    }
}
