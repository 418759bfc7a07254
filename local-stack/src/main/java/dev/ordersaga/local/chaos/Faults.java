package dev.ordersaga.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** Plays a plan: each fault at its time, mended at its end, and then watched until all works again. */
final class Faults implements AutoCloseable {

    private final Breakages breakages;
    private final Probes probes;
    private final Teller teller;
    private final long start = System.nanoTime();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<String, Semaphore> claims = new ConcurrentHashMap<>();
    private final Map<Integer, String> broken = new ConcurrentSkipListMap<>();
    private final List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    private final List<Fault> leftOut = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Is told what happens. Called by several threads. */
    interface Teller {

        /** @param at from the beginning of the run */
        void begins(Fault fault, String detail, Duration at);

        void ends(Outcome outcome);
    }

    Faults(Breakages breakages, Probes probes, Teller teller) {
        this.breakages = breakages;
        this.probes = probes;
        this.teller = teller;
    }

    /** Returns when all faults are mended and recovered from, or given up on. */
    void play(List<Fault> plan) {
        CompletableFuture.allOf(plan.stream().map(fault -> CompletableFuture.runAsync(() -> play(fault), threads))
                .toArray(CompletableFuture[]::new)).join();
    }

    /** Mends what is broken, and begins nothing more. */
    void stop() {
        stopped.countDown();
    }

    /** What is broken right now. */
    Collection<String> broken() {
        return List.copyOf(broken.values());
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** What has not been done, because what it would have broken was broken until the end, or the run ended early. */
    List<Fault> leftOut() {
        return List.copyOf(leftOut);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void play(Fault fault) {
        pause(fault.at().minus(elapsed()));
        var held = fault.claims().stream().map(claim -> claims.computeIfAbsent(claim, _ -> new Semaphore(1))).toList();
        held.forEach(Semaphore::acquireUninterruptibly);
        try {
            if (stopped.getCount() == 0) {
                leftOut.add(fault);
            } else {
                disturb(fault);
            }
        } finally {
            held.forEach(Semaphore::release);
        }
    }

    private void disturb(Fault fault) {
        var details = new ArrayList<String>();
        var begun = elapsed();
        broken.put(fault.number(), fault.title());
        try {
            var mending = breakages.begin(fault, details::add);
            teller.begins(fault, String.join(", ", details), elapsed());
            pause(fault.lasts());
            recover(fault, String.join(", ", details), begun, mending);
        } catch (RuntimeException e) {
            end(new Outcome(fault, String.join(", ", details), begun, elapsed(), null, "could not be done: " + e
                    .getMessage()));
        }
    }

    /** Orders are placed as soon as the cause is gone: what has to start first counts. */
    private void recover(Fault fault, String detail, Duration begun, Mending mending) {
        var ended = elapsed();
        var recovered = CompletableFuture.supplyAsync(probes::untilOrdersSettle, threads);
        @Nullable
        String problem = null;
        try {
            mending.end();
        } catch (RuntimeException e) {
            problem = "could not be mended: " + e.getMessage();
        }
        broken.remove(fault.number());
        var recovery = recovered.handle((found, failure) -> failure == null ? found.orElse(null) : null).join();
        if (recovery == null && problem == null) {
            problem = "orders placed afterwards did not settle";
        }
        end(new Outcome(fault, detail, begun, ended, recovery, problem));
    }

    private void end(Outcome outcome) {
        broken.remove(outcome.fault().number());
        outcomes.add(outcome);
        teller.ends(outcome);
    }

    /** Ends at once when all is stopped. */
    private void pause(Duration time) {
        try {
            var _ = stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        threads.close();
    }
}
