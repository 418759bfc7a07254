package dev.ordersaga.local.stack;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Work done side by side. */
final class Together {

    private Together() {}

    /** Returns when all is done; throws as soon as anything fails, while the rest goes on. */
    static void run(Collection<Runnable> works) {
        var all = new CompletableFuture<Void>();
        var running = works.stream().map(work -> CompletableFuture.runAsync(work, Thread::startVirtualThread)).toList();
        for (var work : running) {
            var _ = work.whenComplete((_, failure) -> {
                if (failure != null) {
                    all.completeExceptionally(failure);
                } else if (running.stream().allMatch(CompletableFuture::isDone)) {
                    all.complete(null);
                }
            });
        }
        try {
            all.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
