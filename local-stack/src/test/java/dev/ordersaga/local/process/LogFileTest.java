package dev.ordersaga.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    Path folder;

    @Test
    void showsTheErrorsFirstHoweverLongTheLogHasGoneOn() throws IOException {
        var report = report("INFO begin\n" + "2026-01-01 ERROR no disk\n" + "INFO later\n".repeat(1000) + "INFO end\n");
        assertThat(report.lines().map(String::strip))
                .startsWith("last errors:", "2026-01-01 ERROR no disk")
                .endsWith("INFO later", "INFO end")
                .hasSizeLessThan(30);
    }

    @Test
    void readsOnlyTheEndOfALongLog() throws IOException {
        var report = report("ERROR long ago\n" + "INFO line\n".repeat(1_000_000));
        assertThat(report).doesNotContain("ERROR");
    }

    @Test
    void showsTheEndAloneWhereThereAreNoErrors() throws IOException {
        assertThat(report("one\ntwo\n")).isEqualTo("""
                  end of %s:
                    one
                    two""".indent(2).stripTrailing().formatted(folder.resolve("log")));
    }

    @Test
    void cutsLinesThatNobodyReads() throws IOException {
        assertThat(report("x".repeat(10_000)).lines()).allMatch(line -> line.length() < 500);
    }

    @Test
    void aMissingLogIsSaidToBeEmpty() {
        var path = folder.resolve("missing");
        assertThat(new LogFile(path).report()).isEqualTo("  nothing has been written to " + path);
    }

    private String report(String content) throws IOException {
        var path = folder.resolve("log");
        Files.write(path, Collections.singletonList(content.stripTrailing()));
        return new LogFile(path).report();
    }
}
