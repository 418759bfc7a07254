package dev.ordersaga.local.client;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The instances of one service, which take turns: what was written at one is read at another. Thread-safe. */
final class Instances {

    private final Supplier<List<URI>> all;
    private final AtomicInteger turn = new AtomicInteger();

    /** @param all asked at each turn, since an instance may be somewhere else after a restart; never empty */
    Instances(Supplier<List<URI>> all) {
        this.all = all;
    }

    URI next() {
        var now = all.get();
        return now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
    }
}
