package dev.ordersaga.load.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.HdrHistogram.Histogram;

/**
 * Latency by percentile, both in powers: each step to the right leaves out ten times fewer.
 *
 * @param left where the drawing begins, and so on, in pixels; to its left there are the figures, to its right the legend
 */
public record PercentilePlot(double left, double top, double width, double height) {

    private static final double[] PERCENTILES = {0, 50, 90, 99, 99.9};
    private static final double LAST = 99.9;
    private static final int STEPS = 120;

    /**
     * @param microseconds what was measured
     * @param style dashed, thick or thin
     */
    public record Curve(String label, String colour, String style, Histogram microseconds) {}

    public void draw(Svg svg, List<Curve> curves) {
        var lowest = Math.log10(curves.stream().mapToDouble(curve -> at(curve, 0)).min().orElse(1));
        var highest = Math.log10(curves.stream().mapToDouble(curve -> at(curve, LAST)).max().orElse(10));
        lowest = Math.floor(lowest);
        highest = Math.max(Math.ceil(highest), lowest + 1);
        for (var power = (int) lowest; power <= highest; power++) {
            var y = y(Math.pow(10, power), lowest, highest);
            svg.grid(left, y, left + width, y);
            svg.text(left - 8, y + 4, "quiet", "end", number(power < 0 ? "%.1f" : "%,.0f", Math.pow(10, power)));
        }
        for (var percentile : PERCENTILES) {
            svg.grid(x(percentile), top, x(percentile), top + height);
            svg.text(x(percentile), top + height + 18, "quiet", "middle",
                    percentile == 0 ? "lowest" : "p" + number(percentile > 99 ? "%.1f" : "%.0f", percentile));
        }
        for (var index = 0; index < curves.size(); index++) {
            draw(svg, curves.get(index), lowest, highest);
            legend(svg, curves.get(index), top + 8 + index * 34.0);
        }
    }

    private void draw(Svg svg, Curve curve, double lowest, double highest) {
        var points = new ArrayList<double[]>();
        for (var step = 0; step <= STEPS; step++) {
            var percentile = 100 - Math.pow(10, 2 - 3.0 * step / STEPS);
            points.add(new double[]{x(percentile), y(at(curve, percentile), lowest, highest)});
        }
        svg.curve(points, curve.colour(), curve.style());
    }

    private void legend(Svg svg, Curve curve, double y) {
        var x = left + width + 16;
        svg.bar(x, y - 4, 14, 4, curve.colour());
        svg.text(x + 20, y + 2, "name", "start", curve.label());
        svg.text(x + 20, y + 16, "quiet", "start", "p50 %s, p99 %s ms".formatted(number("%.1f", at(curve, 50)),
                number("%.1f", at(curve, 99))));
    }

    /** Milliseconds; nothing is quicker than a tenth of one here, and there is no logarithm of 0. */
    private static double at(Curve curve, double percentile) {
        return Math.max(0.1, curve.microseconds().getValueAtPercentile(percentile) / 1e3);
    }

    private double x(double percentile) {
        return left + (2 - Math.log10(100 - percentile)) / 3 * width;
    }

    private double y(double milliseconds, double lowest, double highest) {
        return top + height * (1 - (Math.log10(milliseconds) - lowest) / (highest - lowest));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
