package dev.ordersaga.simulation.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened, for a person to read; nothing is written down unless somebody wants to read it. */
public final class History {

    /** One line: when (by the world's clock), who did what, about which orders, and what came of it. */
    public record Line(Instant at, String who, String what, String about, String result) {}

    private final List<Line> lines = new ArrayList<>();
    private final Supplier<Instant> now;
    private final boolean kept;

    public History(Supplier<Instant> now, boolean kept) {
        this.now = now;
        this.kept = kept;
    }

    /** Whether it is worth making words. */
    public boolean isKept() {
        return kept;
    }

    public void add(String who, String what, String about, String result) {
        if (kept) {
            lines.add(new Line(now.get(), who, what, about, result));
        }
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }
}
