package dev.ordersaga.load.reporting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.ordersaga.load.figures.PercentilePlot;
import dev.ordersaga.load.figures.PercentilePlot.Curve;
import dev.ordersaga.load.figures.Svg;
import dev.ordersaga.load.measuring.BenchReport;
import dev.ordersaga.load.measuring.Cost;
import dev.ordersaga.load.measuring.Latency;
import dev.ordersaga.load.measuring.Measurement;

/** A report as a picture: how long orders take, and which process needs how much time for them. */
public final class BenchPicture {

    private static final int WIDTH = 960;
    private static final int LEFT = 70;
    private static final int RIGHT = 250;
    private static final int TOP = 88;
    private static final int PLOT = 280;
    private static final int GAP = 70;
    private static final int BAR = 24;
    private static final int ROW = 44;
    private static final int LABEL = 110;
    private static final List<String> RATES = List.of("#0d9a7f", "#d2691e", "#6a76d8");
    private static final List<String> PROCESSES = List.of("#0d9a7f", "#d2691e", "#6a76d8", "#c2428c", "#5f9418",
            "#b58a00");

    private final BenchReport report;

    public BenchPicture(BenchReport report) {
        this.report = report;
    }

    /** @param file absolute; written anew, its folder made where there is none */
    public void write(Path file) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, draw());
        } catch (IOException e) {
            throw new UncheckedIOException("the picture could not be written to " + file, e);
        }
    }

    String draw() {
        var measurements = report.measurements();
        var svg = new Svg(WIDTH, TOP + PLOT + GAP + 40 + measurements.size() * ROW + 60, "The whole saga on "
                + report.machine());
        svg.text(20, 48, "quiet", "start", report.begun().substring(0, 10)
                + "; an open loop; thick: from when an order was due until it was seen settled; dashed: until its POST was answered");
        svg.text(LEFT, TOP - 10, "name", "start", "milliseconds by percentile");
        var curves = new ArrayList<Curve>();
        for (int index = 0; index < measurements.size(); index++) {
            var one = measurements.get(index);
            var colour = RATES.get(index % RATES.size());
            curves.add(curve("settled at " + rate(one), colour, "thick", one.settled()));
            curves.add(curve("POST at " + rate(one), colour, "dashed", one.post()));
        }
        new PercentilePlot(LEFT, TOP, WIDTH - LEFT - RIGHT, PLOT).draw(svg, curves);
        costs(svg, TOP + PLOT + GAP);
        return svg.toString();
    }

    private static Curve curve(String label, String colour, String style, Latency latency) {
        return new Curve(label, colour, style, latency.decoded());
    }

    private void costs(Svg svg, double top) {
        svg.text(20, top, "name", "start",
                "milliseconds of processor time per settled order, without the load generator");
        double most = report.measurements().stream().mapToDouble(Measurement::cpu).max().orElse(1);
        double scale = (WIDTH - LABEL - RIGHT) / Math.max(most, 0.001);
        for (int index = 0; index < report.measurements().size(); index++) {
            row(svg, report.measurements().get(index), top + 16 + index * (double) ROW, scale);
        }
        if (!report.measurements().isEmpty()) {
            legend(svg, report.measurements().getFirst().costs(), top + 40 + report.measurements().size()
                    * (double) ROW);
        }
    }

    private static void row(Svg svg, Measurement one, double y, double scale) {
        svg.text(LABEL - 12, y + BAR - 7, "name", "end", rate(one));
        double x = LABEL;
        for (int index = 0; index < one.costs().size(); index++) {
            double width = one.costs().get(index).cpu() * scale;
            svg.bar(x, y, width, BAR, PROCESSES.get(index % PROCESSES.size()));
            x += width;
        }
        svg.text(x + 10, y + BAR - 7, "value", "start", String.format(Locale.ROOT, "%.2f ms", one.cpu()));
    }

    private static void legend(Svg svg, List<Cost> costs, double y) {
        for (int index = 0; index < costs.size(); index++) {
            double x = 20 + index * 152.0;
            svg.bar(x, y - 10, 12, 12, PROCESSES.get(index % PROCESSES.size()));
            svg.text(x + 18, y, "quiet", "start", costs.get(index).process());
        }
    }

    private static String rate(Measurement one) {
        return String.format(Locale.ROOT, "%,.0f/s", one.rate());
    }
}
