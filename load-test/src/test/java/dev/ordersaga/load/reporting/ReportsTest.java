package dev.ordersaga.load.reporting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import dev.ordersaga.load.measuring.BenchReport;
import dev.ordersaga.load.measuring.BenchReport.Commits;
import dev.ordersaga.load.measuring.BenchReport.Judgement;
import dev.ordersaga.load.measuring.Cost;
import dev.ordersaga.load.measuring.Latency;
import dev.ordersaga.load.measuring.Measurement;
import dev.ordersaga.load.measuring.Rung;
import dev.ordersaga.load.measuring.Sample;
import dev.ordersaga.local.console.Console;

class ReportsTest {

    private static final long MEGABYTE = 1024 * 1024;

    @TempDir
    Path folder;

    @Test
    void aTableForPeople() {
        var text = printed(report(List.of()));

        assertThat(text).contains("800 orders a second for 30 s, the highest rate that it keeps up with",
                "CONFIRMED", "order-service", "settled/W", "0.100 at 800 orders a second", "✓ 1 money");
        assertThat(text.lines().filter(line -> line.contains("all of these"))).singleElement().asString().contains(
                "1.50");
    }

    @Test
    void howALongRunWentWithTime() {
        assertThat(printed(report(List.of())).lines().dropWhile(line -> !line.contains("after minutes")))
                .anyMatch(line -> line.matches(" *1\\.0 +800 +20\\.0 +80\\.0 +9 +2 +1 +7"))
                .anyMatch(line -> line.matches(" *30\\.0 +800 +20\\.0 +80\\.0 +9 +2 +30 +7"));
    }

    @Test
    void whatIsBrokenIsSaid() {
        var report = report(List.of("order x was charged twice"));

        assertThat(printed(report)).contains("✗ 1 money", "order x was charged twice");
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report(List.of()).exitCode()).isZero();
    }

    @Test
    void jsonForMachines() {
        var file = folder.resolve("in/a/folder/bench.json");

        BenchJson.write(report(List.of()), file);

        var json = JsonMapper.shared().readTree(file.toFile());
        var measurement = json.path("measurements").get(0);
        assertThat(measurement.path("settledPerSecond").asDouble()).isEqualTo(800);
        assertThat(measurement.path("cpu").asDouble()).isEqualTo(1.5);
        assertThat(measurement.path("settled").path("p99").asDouble()).isCloseTo(99, within(0.1));
        assertThat(json.path("commitLimit").path("mean").asDouble()).isEqualTo(8_000);
        assertThat(json.path("holds").asBoolean()).isTrue();
    }

    @Test
    void aPictureForPeople() throws Exception {
        var picture = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(
                new BenchPicture(report(List.of())).draw().getBytes(UTF_8)));

        var texts = picture.getElementsByTagName("text");
        assertThat(IntStream.range(0, texts.getLength()).mapToObj(index -> texts.item(index).getTextContent()))
                .contains("settled at 800/s", "POST at 800/s", "1.50 ms", "order-service");
        // two curves; the costs are bars
        assertThat(picture.getElementsByTagName("path").getLength()).isEqualTo(2);
    }

    private static String printed(BenchReport report) {
        var bytes = new ByteArrayOutputStream();
        new BenchText(report, new Console(new PrintStream(bytes, true, UTF_8), false, false)).print();
        return bytes.toString(UTF_8);
    }

    private static BenchReport report(List<String> violations) {
        return new BenchReport("2026-11-23T12:00:00Z", "2 cores <of some kind>", 1, 0, Map.of("postgres", 1.2),
                new BenchReport.WarmUp(30, 1_000, 0.1),
                new Commits(32, 8_200, 7_800), List.of(new Rung(800, true, "", 800, 50, 99), new Rung(1_000, false,
                        "p99 settled 2,000 ms", 850, 900, 2_000)),
                List.of(measurement()), List.of(new Judgement(1, "money", "adds up", violations)), List.of());
    }

    private static Measurement measurement() {
        var latency = latency();
        return new Measurement("highest", 800, 30, 24_000, 24_000, Map.of(), Map.of("CONFIRMED", 24_000L), 0, 0, 800,
                800, 20, 21, latency, latency, latency, latency, List.of(new Cost("order-service", 1, 0, 0.8, MEGABYTE,
                        MEGABYTE, MEGABYTE, MEGABYTE), new Cost("postgres", 0.5, 0, 0.4, MEGABYTE, MEGABYTE, 0, 0)),
                new Cost("load generator", 0.2, 0, 0.2, MEGABYTE, MEGABYTE, 0, 0), "", IntStream.rangeClosed(1, 30)
                        .mapToObj(ReportsTest::sample).toList());
    }

    private static Sample sample(int number) {
        return new Sample(number * 60, 800, 20, 80, 9, Map.of("order-service", 2 * MEGABYTE), Map.of("orders.orders",
                new Sample.Size(number * MEGABYTE, 10, 7)));
    }

    private static Latency latency() {
        var histogram = new Histogram(3);
        for (int value = 1; value <= 100; value++) {
            histogram.recordValue(value * 1_000L);
        }
        return Latency.of(histogram);
    }
}
