package io.mypay.kit.testing;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Set;

/** Which role a class plays, told by its name and kind. A nested class plays its outermost's. */
final class Roles {
    private static final Set<String> BEANS =
            Set.of(
                    "jakarta.enterprise.context.ApplicationScoped",
                    "jakarta.inject.Singleton",
                    "io.quarkus.grpc.GrpcService");
    private static final Set<String> WAITING =
            Set.of(
                    "subscribe",
                    "subscribeAsCompletionStage",
                    "subscribeAsStream",
                    "await",
                    "sendAndAwait",
                    "sendAndForget",
                    "sendMessageAndAwait",
                    "sendMessageAndForget");

    private Roles() {}

    static DescribedPredicate<JavaClass> endpointOrConsumer() {
        return role("endpoint or consumer", outer -> named(outer, "Endpoint", "Consumer"));
    }

    static DescribedPredicate<JavaClass> store() {
        return role("store", outer -> named(outer, "Store"));
    }

    /** Endpoints, consumers, use cases, stores: what the container makes. */
    static DescribedPredicate<JavaClass> bean() {
        return role(
                "bean", outer -> isBean(outer) || named(outer, "Endpoint", "Consumer", "Store"));
    }

    /** Records, enums and sealed interfaces of their own: values, states, refusals. */
    static DescribedPredicate<JavaClass> language() {
        return role("language", Roles::isLanguage);
    }

    /** Reads a clock. */
    static DescribedPredicate<JavaMethodCall> timeTaking() {
        return call(
                "time taking",
                call -> isNow(call) || isOf(call, "java.lang.System", "currentTimeMillis"));
    }

    /** Subscribes to, or waits for, what should be returned. */
    static DescribedPredicate<JavaMethodCall> waiting() {
        return call(
                "waiting", call -> isMutinyWait(call) || isOf(call, "java.lang.Thread", "sleep"));
    }

    private static boolean isMutinyWait(JavaMethodCall call) {
        return call.getTargetOwner().getPackageName().startsWith("io.smallrye")
                && WAITING.contains(call.getName());
    }

    private static boolean isLanguage(JavaClass outer) {
        var isValue = outer.isRecord() || outer.isEnum() || isSealed(outer);
        return isValue && !isBean(outer) && !named(outer, "Endpoint", "Consumer", "Store");
    }

    private static boolean isSealed(JavaClass type) {
        return type.isInterface() && type.reflect().isSealed();
    }

    private static boolean isBean(JavaClass outer) {
        return outer.getAnnotations().stream()
                .anyMatch(annotation -> BEANS.contains(annotation.getRawType().getName()));
    }

    private static boolean isNow(JavaMethodCall call) {
        return call.getName().equals("now")
                && call.getTargetOwner().getPackageName().equals("java.time")
                && call.getTarget().getRawParameterTypes().isEmpty();
    }

    private static boolean isOf(JavaMethodCall call, String owner, String name) {
        return call.getTargetOwner().getName().equals(owner) && call.getName().equals(name);
    }

    private static boolean named(JavaClass type, String... suffixes) {
        for (var suffix : suffixes) {
            if (type.getSimpleName().endsWith(suffix)) {
                return true;
            }
        }
        return false;
    }

    private static DescribedPredicate<JavaClass> role(
            String description, java.util.function.Predicate<JavaClass> test) {
        return DescribedPredicate.describe(description, type -> test.test(outermost(type)));
    }

    private static DescribedPredicate<JavaMethodCall> call(
            String description, java.util.function.Predicate<JavaMethodCall> test) {
        return DescribedPredicate.describe(description, test);
    }

    private static JavaClass outermost(JavaClass type) {
        var base = type.getBaseComponentType();
        return base.getEnclosingClass().map(Roles::outermost).orElse(base);
    }
}
