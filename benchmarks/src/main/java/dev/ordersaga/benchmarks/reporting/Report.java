package dev.ordersaga.benchmarks.reporting;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.benchmarks.measuring.Results;
import dev.ordersaga.load.figures.Table;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Everything that a run writes. */
public final class Report {

    static final String THROUGHPUT = "performance-throughput.svg";
    static final String LATENCY = "performance-latency.svg";

    private final Results results;
    private final Tables tables;

    public Report(Results results) {
        this.results = results;
        this.tables = new Tables(results);
    }

    /**
     * @param out the folder of the results
     * @param page is given the tables, and the pictures beside it, if there is one
     */
    public void write(Path out, @Nullable Path page, PrintStream console) {
        try {
            Files.createDirectories(out);
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build()
                    .writeValue(out.resolve("results.json"), results);
            pictures(out);
            if (page != null) {
                pictures(Objects.requireNonNull(page.toAbsolutePath().getParent()));
                Files.writeString(page, onto(Files.readString(page)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console.println();
        tables().map(Table::aligned).forEach(table -> console.println(table + "\n"));
        results.failures().forEach(failure -> console.println("FAILED  " + failure));
        console.println("raw results and pictures: " + out);
    }

    private void pictures(Path folder) throws IOException {
        if (hasThroughput()) {
            Files.writeString(folder.resolve(THROUGHPUT), ThroughputChart.draw(results.contenders()));
        }
        if (hasLatency()) {
            Files.writeString(folder.resolve(LATENCY), LatencyChart.draw(results.contenders(), results.plan().rates()));
        }
    }

    private boolean hasThroughput() {
        return results.contenders().stream().anyMatch(contender -> !contender.throughput().isEmpty());
    }

    private boolean hasLatency() {
        return results.contenders().stream().anyMatch(contender -> !contender.latency().isEmpty());
    }

    private Stream<Table> tables() {
        return Stream.of(tables.throughput(), tables.latency(), tables.idle(), tables.writers())
                .filter(table -> !table.isEmpty());
    }

    /** What this run has not measured stays as it stands there. */
    private String onto(String page) {
        var text = page;
        if (hasThroughput()) {
            text = Page.with(text, "throughput", section(results.plan().rounds(), "![rows a second](" + THROUGHPUT
                    + ")",
                    tables.throughput()));
        }
        if (hasLatency()) {
            text = Page.with(text, "latency", section(results.plan().latencyRounds(),
                    "![latency by percentile](" + LATENCY + ")", tables.latency(), tables.idle()));
        }
        if (!results.writers().isEmpty()) {
            text = Page.with(text, "writers", section(results.plan().rounds(), "", tables.writers()));
        }
        if (hasThroughput() && hasLatency()) {
            text = Page.with(text, "settings", settings());
        }
        return text;
    }

    private String section(int rounds, String picture, Table... tables) {
        var begun = "%s, %s; rounds: %d.".formatted(results.begun().toString().substring(0, 10), results.machine(),
                rounds);
        return Stream.concat(Stream.of(begun, picture), Stream.of(tables).filter(table -> !table.isEmpty()).map(
                Table::markdown)).filter(text -> !text.isEmpty()).map(String::strip).collect(Collectors.joining(
                        "\n\n"));
    }

    private String settings() {
        return results.contenders().stream()
                .map(contender -> "- %s: %s.".formatted(contender.label(), contender.notes()))
                .collect(Collectors.joining("\n"));
    }
}
