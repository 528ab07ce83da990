package io.mypay.kit.nativeimage;

import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.ProtocolMessageEnum;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeReflection;

/**
 * Protobuf reads fields through getters it finds by name: gRPC reflection and protovalidate need
 * them. Every message that is reachable is registered, so new protos need no list.
 */
public final class ProtobufFeature implements Feature {
    @Override
    public String getDescription() {
        return "Registers the accessors of protobuf messages";
    }

    @Override
    public void beforeAnalysis(BeforeAnalysisAccess access) {
        access.registerSubtypeReachabilityHandler(
                (_, type) -> register(type), GeneratedMessage.class);
        access.registerSubtypeReachabilityHandler(
                (_, type) -> register(type), GeneratedMessage.Builder.class);
        access.registerSubtypeReachabilityHandler(
                (_, type) -> register(type), ProtocolMessageEnum.class);
    }

    private static void register(Class<?> type) {
        RuntimeReflection.register(type);
        RuntimeReflection.register(type.getDeclaredMethods());
        RuntimeReflection.register(type.getDeclaredConstructors());
    }
}
