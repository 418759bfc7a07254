package dev.ordersaga.load.measuring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.HdrHistogram.Histogram;

import dev.ordersaga.load.driving.Pulse;
import dev.ordersaga.load.measuring.Sample.Size;

/** A measurement as it goes: a sample every ten seconds, or every hundredth of a long one. */
final class Course {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final int SAMPLES = 100;
    private static final int DIGITS = 2;

    private final double length;
    private final Supplier<Map<String, Long>> memory;
    private final Supplier<Map<String, Size>> tables;
    private final List<Sample> samples = new ArrayList<>();
    private final Histogram ends = new Histogram(DIGITS);
    private double seconds;
    private double begin;
    private long settled;

    Course(Duration time, Supplier<Map<String, Long>> memory, Supplier<Map<String, Size>> tables) {
        length = Math.max(SHORTEST.toMillis(), time.dividedBy(SAMPLES).toMillis()) / 1e3;
        this.memory = memory;
        this.tables = tables;
    }

    void add(Pulse pulse) {
        seconds += pulse.took();
        settled += pulse.settled();
        ends.add(pulse.ends());
        // half a second: a pulse takes about one
        if (seconds - begin > length - 0.5) {
            samples.add(new Sample(seconds, settled / (seconds - begin), ends.getValueAtPercentile(50) / 1e3, ends
                    .getValueAtPercentile(99) / 1e3, pulse.open(), memory.get(), tables.get()));
            begin = seconds;
            settled = 0;
            ends.reset();
        }
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }
}
