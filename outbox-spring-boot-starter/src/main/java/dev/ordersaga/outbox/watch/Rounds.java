package dev.ordersaga.outbox.watch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at something at an interval, in a thread of its own; a round that fails is followed by the next. */
public final class Rounds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    /** What is looked at. */
    @FunctionalInterface
    public interface Round {

        void look() throws Exception;
    }

    private final String what;
    private final Duration interval;
    private final Round round;
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private @Nullable Thread thread;

    /** @param what for people: it follows "cannot tell" */
    public Rounds(String what, Duration interval, Round round) {
        this.what = what;
        this.interval = interval;
        this.round = round;
    }

    @Override
    public synchronized void start() {
        var stop = new CountDownLatch(1);
        stopped = stop;
        thread = Thread.ofVirtual().name("rounds").start(() -> run(stop));
    }

    private void run(CountDownLatch stop) {
        boolean failed = false;
        try {
            do {
                try {
                    round.look();
                    failed = false;
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    if (!failed && stop.getCount() > 0) {
                        log.info("cannot tell {} for the moment: {}", what, e.toString());
                    }
                    failed = true;
                }
            } while (!stop.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void stop() {
        stopped.countDown();
        if (thread != null) {
            thread.interrupt(); // a server that is away must not hold up the end
        }
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
