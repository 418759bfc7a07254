package dev.ordersaga.benchmarks.reporting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

import dev.ordersaga.load.figures.Histograms;
import dev.ordersaga.benchmarks.measuring.Latency;
import dev.ordersaga.benchmarks.measuring.Plan;
import dev.ordersaga.benchmarks.measuring.Published;
import dev.ordersaga.benchmarks.measuring.Results;
import dev.ordersaga.benchmarks.measuring.Results.OfContender;
import dev.ordersaga.benchmarks.measuring.Throughput;
import dev.ordersaga.benchmarks.servers.Usage;

class PicturesTest {

    private static final List<OfContender> CONTENDERS = List.of(
            contender("plain-producer", "plain <producer> & more", 100),
            contender("relay-polling", "this relay", 60));

    @Test
    void aBarForEachContender() throws Exception {
        var picture = parsed(ThroughputChart.draw(CONTENDERS));

        assertThat(texts(picture)).contains("plain <producer> & more", "this relay", "60,000 rows/s");
    }

    @Test
    void aPanelForEachRate() throws Exception {
        var picture = parsed(LatencyChart.draw(CONTENDERS, List.of(200)));

        assertThat(texts(picture)).contains("200 messages a second", "p99", "this relay");
        assertThat(picture.getElementsByTagName("path").getLength()).isEqualTo(2);
    }

    @Test
    void theTableComparesWithTheLimit() {
        var plan = new Plan(1_000, 1, 1, List.of(), List.of(), List.of(200), 1, 1, "256m", false, Path.of(""), Path.of(
                ""));
        var tables = new Tables(new Results(Instant.EPOCH, 60, "a machine", plan, CONTENDERS, List.of(), List.of()));

        assertThat(tables.throughput().markdown()).contains("| this relay | exactly once | 1,000 | 60,000 |",
                "| 0.60 |");
        assertThat(tables.latency().aligned().lines()).hasSize(3);
        assertThat(tables.writers().isEmpty()).isTrue();
    }

    private static OfContender contender(String name, String label, int thousands) {
        var rounds = List.of(new Throughput.Result(1_000, 1.0 / thousands, new Usage(1, 2, 3), 1, 1, new Published(0, 0,
                0)));
        var histogram = new Histogram(3);
        for (var value = 1; value <= 1_000; value++) {
            histogram.recordValue(value * 10L);
        }
        return new OfContender(name, label, "exactly once", "none", rounds,
                List.of(new Latency.Result(200, false, 5, 9.5, 9.9, 10, 0, Histograms.encode(histogram))), List.of());
    }

    private static Document parsed(String picture) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.getBytes(UTF_8)));
    }

    private static List<String> texts(Document picture) {
        var texts = picture.getElementsByTagName("text");
        return java.util.stream.IntStream.range(0, texts.getLength()).mapToObj(index -> texts.item(index)
                .getTextContent())
                .toList();
    }
}
