package dev.ordersaga.benchmarks.reporting;

import java.util.List;

import dev.ordersaga.benchmarks.measuring.Results.OfContender;
import dev.ordersaga.benchmarks.measuring.Throughput;
import dev.ordersaga.load.figures.Spread;
import dev.ordersaga.load.figures.Svg;

/** A bar for each contender: the median, with the lowest and the highest round. */
final class ThroughputChart {

    private static final int WIDTH = 900;
    private static final int LEFT = 260;
    private static final int RIGHT = 190;
    private static final int TOP = 64;
    private static final int ROW = 40;
    private static final int BAR = 22;

    private ThroughputChart() {}

    static String draw(List<OfContender> contenders) {
        var measured = contenders.stream().filter(contender -> !contender.throughput().isEmpty()).toList();
        var svg = new Svg(WIDTH, TOP + measured.size() * ROW + 20, "Publishing a backlog: rows a second");
        svg.text(20, 48, "quiet", "start",
                "median of the rounds, lowest to highest as a line; CPU seconds per million rows: "
                        + "contender, PostgreSQL and Kafka");
        var most = measured.stream().mapToDouble(contender -> rate(contender).highest()).max().orElse(1);
        var scale = (WIDTH - LEFT - RIGHT) / most;
        for (var index = 0; index < measured.size(); index++) {
            var contender = measured.get(index);
            var rate = rate(contender);
            var y = TOP + index * ROW + (ROW - BAR) / 2.0;
            svg.text(LEFT - 12, y + BAR / 2.0 + 1, "name", "end", contender.label());
            svg.text(LEFT - 12, y + BAR / 2.0 + 15, "quiet", "end", contender.guarantee());
            svg.bar(LEFT, y, Math.max(1, rate.median() * scale), BAR, Colours.of(contender.name()));
            svg.whisker(LEFT + rate.lowest() * scale, LEFT + rate.highest() * scale, y + BAR / 2.0);
            var end = LEFT + rate.highest() * scale + 10;
            svg.text(end, y + BAR / 2.0 + 1, "value", "start", Tables.whole(rate.median()) + " rows/s");
            svg.text(end, y + BAR / 2.0 + 15, "quiet", "start", Tables.number("%.1f", cpu(contender))
                    + " CPU s per million");
        }
        return svg.toString();
    }

    private static Spread rate(OfContender contender) {
        return Spread.of(contender.throughput(), Throughput.Result::rowsPerSecond);
    }

    private static double cpu(OfContender contender) {
        return Spread.of(contender.throughput(), round -> round.cpuPerMillion().sum()).median();
    }
}
