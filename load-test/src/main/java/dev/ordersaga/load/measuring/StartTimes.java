package dev.ordersaga.load.measuring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.ordersaga.local.stack.Progress;

/** How long each part took to start, told on to somebody else. Thread-safe. */
public final class StartTimes implements Progress {

    private final Progress next;
    private final Map<String, Double> seconds = new ConcurrentHashMap<>();

    public StartTimes(Progress next) {
        this.next = next;
    }

    @Override
    public void line(String text) {
        next.line(text);
    }

    @Override
    public Step begin(String what) {
        var step = next.begin(what);
        long begin = System.nanoTime();
        return new Step() {
            @Override
            public void done(String detail) {
                seconds.put(what, Math.round((System.nanoTime() - begin) / 1e6) / 1e3);
                step.done(detail);
            }

            @Override
            public void failed(String reason) {
                step.failed(reason);
            }

            @Override
            public void abandoned() {
                step.abandoned();
            }
        };
    }

    /** By the names of the parts, until now; of what has been begun twice, being prepared for example, the second time. */
    public Map<String, Double> seconds() {
        return Map.copyOf(seconds);
    }
}
