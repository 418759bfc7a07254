package dev.ordersaga.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What is to be broken when. The same seed, length and rate give the same plan. */
final class FaultPlan {

    /** So that something is left that works, most of the time. */
    private static final int AT_ONCE = 3;
    /** A program takes some seconds to start; what is broken again before that has never been mended. */
    private static final Duration REST = Duration.ofSeconds(8);
    private static final int DRAWS = 50;

    private final SplittableRandom random;
    private final Duration length;
    private final Map<String, Duration> claimedUntil = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    private FaultPlan(long seed, Duration length) {
        this.random = new SplittableRandom(seed);
        this.length = length;
    }

    /** In the order of their beginnings; all of them end within the length. */
    static List<Fault> of(long seed, Duration length, double perMinute) {
        var plan = new FaultPlan(seed, length);
        double mean = 60_000 / perMinute;
        for (double at = mean * plan.random.nextDouble(); at < length.toMillis(); at += mean
                * (0.5 + plan.random.nextDouble())) {
            plan.draw(Duration.ofMillis((long) at));
        }
        return List.copyOf(plan.faults);
    }

    private void draw(Duration at) {
        for (int draw = 0; draw < DRAWS; draw++) {
            var kind = FaultKind.draw(random);
            var left = length.minus(at);
            var lasts = kind.lasts(random);
            var fault = new Fault(faults.size() + 1, at, lasts.compareTo(left) > 0 ? left : lasts, kind,
                    kind.target(random), random.nextLong());
            if (fits(fault)) {
                fault.claims().forEach(claim -> claimedUntil.put(claim, at.plus(fault.lasts()).plus(REST)));
                faults.add(fault);
                return;
            }
        }
    }

    private boolean fits(Fault fault) {
        boolean free = fault.claims().stream()
                .allMatch(claim -> claimedUntil.getOrDefault(claim, Duration.ZERO).compareTo(fault.at()) <= 0);
        long lasting = faults.stream().filter(other -> other.at().plus(other.lasts()).compareTo(fault.at()) > 0)
                .count();
        return free && (fault.lasts().isZero() || lasting < AT_ONCE);
    }
}
