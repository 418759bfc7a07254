package dev.ordersaga.benchmarks.reporting;

import java.util.ArrayList;
import java.util.List;

import dev.ordersaga.benchmarks.measuring.Results.OfContender;
import dev.ordersaga.load.figures.PercentilePlot;
import dev.ordersaga.load.figures.PercentilePlot.Curve;
import dev.ordersaga.load.figures.Svg;

/** Latency by percentile, both in powers: each step to the right leaves out ten times fewer messages. One panel a rate. */
final class LatencyChart {

    private static final int WIDTH = 960;
    private static final int PANEL = 300;
    private static final int LEFT = 70;
    private static final int RIGHT = 310;
    private static final int TOP = 64;
    private static final int GAP = 60;

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

    private static void panel(Svg svg, List<OfContender> contenders, int rate, double top) {
        var curves = new ArrayList<Curve>();
        for (var contender : contenders) {
            var rounds = contender.latency().stream()
                    .filter(round -> round.rate() == rate && !round.besideOpenTransaction()).toList();
            if (!rounds.isEmpty()) {
                curves.add(new Curve(contender.label(), Colours.of(contender.name()), style(contender.name()), Tables
                        .together(rounds)));
            }
        }
        svg.text(LEFT, top - 8, "name", "start", Tables.whole(rate) + " messages a second");
        new PercentilePlot(LEFT, top, WIDTH - LEFT - RIGHT, PANEL - 40).draw(svg, curves);
    }

    private static String style(String contender) {
        return contender.equals("plain-producer") ? "dashed" : contender.startsWith("relay") ? "thick" : "thin";
    }
}
