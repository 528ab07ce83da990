package io.mypay.kit.testing;

import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What several callers got who started together. */
public record AtOnce<T>(List<T> answers, List<GrpcErrors> errors) {
    /** The same call by so many; where each needs ids of its own, the call makes them. */
    public static <T> AtOnce<T> times(int callers, Callable<T> call) throws InterruptedException {
        return call(Collections.nCopies(callers, call));
    }

    public static <T> AtOnce<T> both(Callable<T> one, Callable<T> other)
            throws InterruptedException {
        return call(List.of(one, other));
    }

    public static <T> AtOnce<T> call(List<Callable<T>> calls) throws InterruptedException {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<T>>();
            for (var call : calls) {
                running.add(
                        threads.submit(() -> {
                            start.await();
                            return call.call();
                        }));
            }
            start.countDown();
            return collect(running);
        }
    }

    /** A status is an outcome to assert on; any other failure is a broken test. */
    private static <T> AtOnce<T> collect(List<Future<T>> running) throws InterruptedException {
        var answers = new ArrayList<T>();
        var errors = new ArrayList<GrpcErrors>();
        for (var one : running) {
            try {
                answers.add(one.get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof StatusRuntimeException status)) {
                    throw new AssertionError(e);
                }
                errors.add(GrpcErrors.of(status));
            }
        }
        return new AtOnce<>(answers, errors);
    }

    /** Each reason once, however many were refused with it. */
    public List<String> reasons() {
        return errors.stream().map(GrpcErrors::reason).distinct().toList();
    }
}
