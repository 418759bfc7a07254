package dev.ordersaga.local.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import dev.ordersaga.local.audit.Auditor;
import dev.ordersaga.local.chaos.ChaosReport.Happening;
import dev.ordersaga.local.stack.Stack;

/** One run: load and faults, then peace, then the audit. */
final class ChaosRun {

    private static final Duration PROBE_BOUND = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration PROBES_PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration STATUS = Duration.ofSeconds(1);

    private final Settings settings;
    private final Stack stack;
    private final Network network;
    private final Screen screen;
    private final Ledger ledger = new Ledger();
    private final Insistence insistence = new Insistence(LONGEST_PAUSE);
    private final Insistence probing = new Insistence(PROBES_PAUSE);
    private final Stranger stranger = new Stranger();
    private final Tally tally = new Tally();
    private final OrderCounts counts;
    private final CountDownLatch toldToEnd = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * @param length how long load and faults go on
     * @param settling how long everything may take to settle when they are over
     */
    record Settings(long seed, Duration length, double ordersPerSecond, double faultsPerMinute, Duration settling) {}

    ChaosRun(Settings settings, Stack stack, Network network, Screen screen) {
        this.settings = settings;
        this.stack = stack;
        this.network = network;
        this.screen = screen;
        this.counts = new OrderCounts(stack.endpoints(), Auditor.LOCAL);
    }

    /** Ends the faults now, settles and audits; returns when all is {@link #done}. Called by another thread than {@link #play}. */
    void endEarly() {
        screen.line("Told to end: what is broken is mended, then comes the audit.");
        toldToEnd.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return the report; the stack is left as it is, with all parts mended */
    ChaosReport play() {
        var begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var instances = Instances.of(stack);
        var clients = new Clients(instances, insistence, ledger);
        var plan = FaultPlan.of(settings.seed(), settings.length(), settings.faultsPerMinute());
        try (var load = new Load(clients);
                var observer = TopicObserver.start(stack.endpoints().bootstrapServers(), tally);
                var breakages = new Breakages(stack, network, instances, new TopicBreakages(stack.endpoints()
                        .bootstrapServers(), stranger, observer))) {
            var probes = new Probes(new Clients(instances, probing, ledger), PROBE_BOUND);
            load.prepare();
            probes.prepare();
            screen.line("  seed %d: %d faults in %s minutes, %.0f orders a second".formatted(settings.seed(), plan
                    .size(),
                    Screen.clock(settings.length()), settings.ordersPerSecond()));
            try (var faults = new Faults(breakages, probes, screen)) {
                var watch = watch(faults, load);
                load.start(settings.ordersPerSecond());
                play(faults, plan);
                load.stop();
                var length = faults.elapsed();
                watch.cancel(true);
                var settled = settle(load, observer);
                giveUp();
                return report(begun, length, plan, faults, settled);
            }
        } finally {
            giveUp();
        }
    }

    private void giveUp() {
        insistence.giveUp();
        probing.giveUp();
    }

    /** Nothing more is to be done with the stack. */
    void done() {
        ended.countDown();
    }

    private void play(Faults faults, List<Fault> plan) {
        var end = CompletableFuture.runAsync(() -> {
            awaitEnd(settings.length());
            faults.stop();
        }, Thread::startVirtualThread);
        var _ = stack.failure().thenAccept(reason -> {
            ledger.surprised(reason.lines().findFirst().orElse(reason));
            screen.line(reason);
        });
        faults.play(plan);
        end.join();
    }

    /** Sooner if it is told to end. */
    private void awaitEnd(Duration length) {
        try {
            var _ = toldToEnd.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells how it is going until it is cancelled. */
    private CompletableFuture<Void> watch(Faults faults, Load load) {
        var watch = new CompletableFuture<Void>();
        Thread.startVirtualThread(() -> {
            var open = new AtomicLong();
            while (!watch.isDone()) {
                counts.open(open::set);
                var left = settings.length().minus(faults.elapsed());
                screen.status("%s left │ %d faults │ %,d orders, %,d open │ %,d requests wait │ broken: %s".formatted(
                        Screen.clock(left.isNegative() ? Duration.ZERO : left), faults.outcomes().size(), ledger
                                .ordersPlaced(), open.get(), load.waiting(), faults.broken().isEmpty()
                                        ? "nothing"
                                        : String.join(", ", faults.broken())));
                LockSupport.parkNanos(STATUS.toNanos());
            }
        });
        return watch;
    }

    /** @return how long it took in nanoseconds, or a negative number if it has not */
    private long settle(Load load, TopicObserver observer) {
        long begun = System.nanoTime();
        var open = new AtomicLong();
        boolean settled = Insistence.last(settings.settling(), () -> {
            boolean asked = counts.open(open::set);
            screen.status("settling: %,d orders are open, %,d requests wait".formatted(open.get(), load.waiting()));
            LockSupport.parkNanos(PAUSE.toNanos());
            return asked && load.waiting() == 0 && open.get() == 0;
        }, done -> done);
        long took = System.nanoTime() - begun;
        if (!settled) {
            ledger.surprised("%,d orders and %,d requests had not settled within %d s".formatted(open.get(), load
                    .waiting(), settings.settling().toSeconds()));
        }
        if (!observer.readsToTheEnd(settings.settling())) {
            ledger.surprised("the topics could not be read to their ends");
        }
        return settled ? took : -1;
    }

    private ChaosReport report(Instant begun, Duration length, List<Fault> plan, Faults faults, long settled) {
        screen.status("audit");
        var judgement = new FinalJudgement(stack.endpoints(), Auditor.LOCAL).of(ledger, stranger, tally, faults
                .outcomes());
        return new ChaosReport(settings.seed(), begun.toString(), length.toSeconds(), settings.ordersPerSecond(), plan
                .size(), faults.outcomes().size(), faults.outcomes().stream().map(Happening::of).toList(), Recovery.of(
                        faults.outcomes()), judgement.orders(), judgement.acknowledged(), insistence.repetitions(),
                tally.sums(), settled < 0 ? -1 : settled / 1e9, judgement.invariants(), judgement.violations());
    }
}
