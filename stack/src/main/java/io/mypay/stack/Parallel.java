package io.mypay.stack;

import io.mypay.stack.process.StartFailed;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Several things at once; returns when all have ended, and throws the first failure. */
final class Parallel {
    private Parallel() {}

    /** Something that may be interrupted while it waits. */
    @FunctionalInterface
    interface Step {
        void run() throws InterruptedException;
    }

    static void run(List<Step> steps) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<?>[] all =
                    steps.stream()
                            .map(step -> CompletableFuture.runAsync(() -> run(step), threads))
                            .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(all).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted", e);
        }
    }
}
