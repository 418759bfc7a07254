package dev.ordersaga.benchmarks.reporting;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.benchmarks.measuring.Results;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Everything that a run writes. */
public final class Report {

    private final Results results;

    public Report(Results results) {
        this.results = results;
    }

    public void write(Path out, @Nullable Path page, PrintStream console) {
        try {
            Files.createDirectories(out);
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build()
                    .writeValue(out.resolve("results.json"), results);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
