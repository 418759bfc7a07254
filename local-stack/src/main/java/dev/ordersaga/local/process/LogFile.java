package dev.ordersaga.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a program has written: only ever the end of the file is read, however long it has become. */
public record LogFile(Path path) {

    private static final int END = 256 * 1024;
    private static final Predicate<String> ERROR = Pattern
            .compile("\\b(ERROR|FATAL|PANIC)\\b|^Caused by: |^Exception in thread |^(Error|Fehler): ").asPredicate();
    private static final int ERRORS_SHOWN = 5;
    private static final int LINES_SHOWN = 15;
    private static final int WIDTH = 180;

    /** For people: the last errors, then the end, each line indented. */
    public String report() {
        var lines = end();
        if (lines.isEmpty()) {
            return "  nothing has been written to " + path;
        }
        var errors = last(lines.stream().filter(ERROR).toList(), ERRORS_SHOWN);
        var report = new StringBuilder();
        if (!errors.isEmpty()) {
            append(report, "last errors", errors);
        }
        append(report, "end of " + path, last(lines, LINES_SHOWN));
        return report.toString().stripTrailing();
    }

    private List<String> end() {
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            var start = Math.max(0, file.size() - END);
            var bytes = ByteBuffer.allocate((int) (file.size() - start));
            while (bytes.hasRemaining() && file.read(bytes, start + bytes.position()) > 0) {
                // until everything is read that was there
            }
            return UTF_8.decode(bytes.flip()).toString().lines().skip(start == 0 ? 0 : 1).toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private static List<String> last(List<String> lines, int number) {
        return lines.subList(Math.max(0, lines.size() - number), lines.size());
    }

    private static void append(StringBuilder report, String title, List<String> lines) {
        report.append("  ").append(title).append(":\n");
        lines.forEach(line -> report.append("    ")
                .append(line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line).append('\n'));
    }
}
