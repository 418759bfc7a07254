package dev.ordersaga.load.measuring;

import java.util.Base64;
import java.util.List;

import org.HdrHistogram.Histogram;

import dev.ordersaga.load.figures.Histograms;

/**
 * Percentiles, in milliseconds.
 *
 * @param histogram all of it, in microseconds, in the compressed encoding of HdrHistogram, as Base64
 */
public record Latency(double p50, double p95, double p99, double max, String histogram) {

    public static Latency of(Histogram microseconds) {
        return new Latency(at(microseconds, 50), at(microseconds, 95), at(microseconds, 99), microseconds.getMaxValue()
                / 1e3, Base64.getEncoder().encodeToString(Histograms.encode(microseconds)));
    }

    /** In microseconds. */
    public Histogram decoded() {
        return Histograms.together(List.of(Base64.getDecoder().decode(histogram)));
    }

    private static double at(Histogram microseconds, double percentile) {
        return microseconds.getValueAtPercentile(percentile) / 1e3;
    }
}
