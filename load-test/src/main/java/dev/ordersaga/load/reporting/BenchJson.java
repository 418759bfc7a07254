package dev.ordersaga.load.reporting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import dev.ordersaga.load.measuring.BenchReport;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A report for machines. */
public final class BenchJson {

    private BenchJson() {}

    /** @param file absolute; written anew, its folder made where there is none */
    public static void write(BenchReport report, Path file) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build()
                    .writeValueAsBytes(report));
        } catch (IOException e) {
            throw new UncheckedIOException("the report could not be written to " + file, e);
        }
    }
}
