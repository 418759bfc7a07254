package dev.ordersaga.simulation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.ordersaga.simulation.process.History.Line;

/** A history as an aligned table; orders are {@code #1}, {@code #2} … in the order in which they were placed. */
final class HistoryTable {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final List<Line> lines;
    private final Map<String, String> orders = new LinkedHashMap<>();

    HistoryTable(List<Line> lines) {
        this.lines = lines;
    }

    List<String> rows() {
        int who = width(Line::who);
        int what = width(Line::what);
        int about = lines.stream().mapToInt(line -> readable(line.about()).length()).max().orElse(0);
        var format = "%9s  %-" + Math.max(1, who) + "s  %-" + Math.max(1, what) + "s  %-" + Math.max(1, about)
                + "s  %s";
        return lines.stream()
                .map(line -> format.formatted(time(line.at()), line.who(), line.what(), readable(line.about()),
                        readable(line.result())).stripTrailing())
                .toList();
    }

    private int width(Function<Line, String> column) {
        return lines.stream().mapToInt(line -> column.apply(line).length()).max().orElse(0);
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    /** With the numbers of the orders in place of their ids. */
    String readable(String text) {
        return ID.matcher(text).replaceAll(id -> orders.computeIfAbsent(id.group(), _ -> "#" + (orders.size() + 1)));
    }
}
