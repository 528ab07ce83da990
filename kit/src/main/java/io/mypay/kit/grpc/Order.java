package io.mypay.kit.grpc;

import io.quarkus.grpc.runtime.Interceptors;

/**
 * The order in which a call passes the interceptors; the higher comes first. The first four are
 * outside of Quarkus' exception handler, so that they see the errors it closes calls with.
 */
public final class Order {
    public static final int TRACE = Interceptors.EXCEPTION_HANDLER + 4;
    public static final int RUNNING_CALL = Interceptors.EXCEPTION_HANDLER + 3;
    public static final int CALL_LOG = Interceptors.EXCEPTION_HANDLER + 2;
    public static final int SILENCE = Interceptors.EXCEPTION_HANDLER + 1;
    public static final int LEAVING = 300;
    public static final int AUTHENTICATION = 200;
    public static final int VALIDATION = 100;

    private Order() {}
}
