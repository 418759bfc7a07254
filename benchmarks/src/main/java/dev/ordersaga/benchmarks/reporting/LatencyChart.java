package dev.ordersaga.benchmarks.reporting;

import java.util.ArrayList;
import java.util.List;

import org.HdrHistogram.Histogram;

import dev.ordersaga.benchmarks.measuring.Results.OfContender;

/** Latency by percentile, both in powers: each step to the right leaves out ten times fewer messages. One panel a rate. */
final class LatencyChart {

    private static final int WIDTH = 960;
    private static final int PANEL = 300;
    private static final int LEFT = 70;
    private static final int RIGHT = 310;
    private static final int TOP = 64;
    private static final int GAP = 60;
    private static final double[] PERCENTILES = {0, 50, 90, 99, 99.9};
    private static final double LAST = 99.9;
    private static final int STEPS = 120;

    private LatencyChart() {}

    static String draw(List<OfContender> contenders, List<Integer> rates) {
        var svg = new Svg(WIDTH, TOP + rates.size() * (PANEL + GAP),
                "From commit to a read_committed reader: latency by percentile");
        svg.text(20, 48, "quiet", "start",
                "milliseconds; single-row transactions at a fixed rate; all rounds together");
        for (var index = 0; index < rates.size(); index++) {
            panel(svg, contenders, rates.get(index), TOP + index * (PANEL + GAP) + 24.0);
        }
        return svg.toString();
    }

    private record Curve(OfContender contender, Histogram histogram) {}

    private static void panel(Svg svg, List<OfContender> contenders, int rate, double top) {
        var curves = new ArrayList<Curve>();
        for (var contender : contenders) {
            var rounds = contender.latency().stream()
                    .filter(round -> round.rate() == rate && !round.besideOpenTransaction()).toList();
            if (!rounds.isEmpty()) {
                curves.add(new Curve(contender, Tables.together(rounds)));
            }
        }
        var lowest = Math.log10(curves.stream().mapToDouble(curve -> at(curve, 0)).min().orElse(1));
        var highest = Math.log10(curves.stream().mapToDouble(curve -> at(curve, LAST)).max().orElse(10));
        lowest = Math.floor(lowest);
        highest = Math.max(Math.ceil(highest), lowest + 1);
        svg.text(LEFT, top - 8, "name", "start", Tables.whole(rate) + " messages a second");
        for (var power = (int) lowest; power <= highest; power++) {
            var y = y(Math.pow(10, power), lowest, highest, top);
            svg.grid(LEFT, y, WIDTH - RIGHT, y);
            svg.text(LEFT - 8, y + 4, "quiet", "end", Tables.number(power < 0 ? "%.1f" : "%,.0f", Math.pow(10, power)));
        }
        for (var percentile : PERCENTILES) {
            svg.grid(x(percentile), top, x(percentile), top + PANEL - 40);
            svg.text(x(percentile), top + PANEL - 22, "quiet", "middle",
                    percentile == 0 ? "lowest" : "p" + Tables.number(percentile > 99 ? "%.1f" : "%.0f", percentile));
        }
        for (var index = 0; index < curves.size(); index++) {
            draw(svg, curves.get(index), lowest, highest, top);
            legend(svg, curves.get(index), top + 8 + index * 34.0);
        }
    }

    private static void draw(Svg svg, Curve curve, double lowest, double highest, double top) {
        var points = new ArrayList<double[]>();
        for (var step = 0; step <= STEPS; step++) {
            var percentile = 100 - Math.pow(10, 2 - 3.0 * step / STEPS);
            points.add(new double[]{x(percentile), y(at(curve, percentile), lowest, highest, top)});
        }
        svg.curve(points, Colours.of(curve.contender().name()), style(curve.contender().name()));
    }

    private static String style(String contender) {
        return contender.equals("plain-producer") ? "dashed" : contender.startsWith("relay") ? "thick" : "thin";
    }

    private static void legend(Svg svg, Curve curve, double y) {
        var x = WIDTH - RIGHT + 16.0;
        svg.bar(x, y - 4, 14, 4, Colours.of(curve.contender().name()));
        svg.text(x + 20, y + 2, "name", "start", curve.contender().label());
        svg.text(x + 20, y + 16, "quiet", "start", "p50 %s, p99 %s ms".formatted(Tables.number("%.1f", at(curve, 50)),
                Tables.number("%.1f", at(curve, 99))));
    }

    /** Milliseconds; nothing is quicker than a tenth of one here, and there is no logarithm of 0. */
    private static double at(Curve curve, double percentile) {
        return Math.max(0.1, curve.histogram().getValueAtPercentile(percentile) / 1e3);
    }

    private static double x(double percentile) {
        return LEFT + (2 - Math.log10(100 - percentile)) / 3 * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double milliseconds, double lowest, double highest, double top) {
        return top + (PANEL - 40) * (1 - (Math.log10(milliseconds) - lowest) / (highest - lowest));
    }
}
