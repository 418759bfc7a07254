package dev.ordersaga.outbox.messaging;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks every second, and at once when told so, for lanes that go on. In every instance: whichever comes first takes one up,
 * and what an instance leaves that dies in the middle is gone on with by another.
 */
public final class ReplayLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ReplayLoop.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Replayer replayer;
    private final Retry retry;
    private final CommitGate gate;
    private final Duration shutdownTimeout;
    private final Semaphore told = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    ReplayLoop(Replayer replayer, Retry retry, CommitGate gate, Duration shutdownTimeout) {
        this.replayer = replayer;
        this.retry = retry;
        this.gate = gate;
        this.shutdownTimeout = shutdownTimeout;
    }

    /** Somebody has let a lane go on. */
    public void tell() {
        told.release();
    }

    @Override
    public synchronized void start() {
        retry.start();
        gate.open();
        running = true;
        thread = Thread.ofVirtual().name("replay").start(this::run);
    }

    private void run() {
        int failures = 0;
        while (running) {
            try {
                if (!replayer.one() && told.tryAcquire(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                    told.drainPermits();
                }
                failures = 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) { // without this thread nothing is replayed any more
                if (running && failures++ == 0) {
                    log.warn("cannot look for dead letters to be replayed, will try again: {}", e.toString());
                }
                pause(failures);
            }
        }
    }

    private void pause(int repetition) {
        try {
            retry.pause(Math.max(1, repetition));
        } catch (IllegalStateException e) {
            log.debug("stopped in a pause", e);
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        retry.stop();
        tell();
        try {
            if (thread != null && !thread.join(shutdownTimeout)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        gate.close(shutdownTimeout);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
