package dev.ordersaga.load.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text under headings: aligned for a terminal, or as Markdown. The first column is text, the others are figures. */
public final class Table {

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    public void row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + headings.size() + " headings");
        }
        rows.add(List.of(cells));
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public String aligned() {
        var lines = new ArrayList<>(List.of(headings));
        lines.addAll(rows);
        var widths = IntStream.range(0, headings.size())
                .map(column -> lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0)).toArray();
        return lines.stream().map(line -> IntStream.range(0, widths.length)
                .mapToObj(column -> padded(line.get(column), widths[column], column == 0))
                .collect(Collectors.joining("  "))).map(String::stripTrailing).collect(Collectors.joining("\n"));
    }

    private static String padded(String text, int width, boolean left) {
        var space = " ".repeat(width - text.length());
        return left ? text + space : space + text;
    }

    public String markdown() {
        var markdown = new StringBuilder(line(headings));
        markdown.append("|---|").append("---:|".repeat(headings.size() - 1)).append('\n');
        rows.forEach(row -> markdown.append(line(row)));
        return markdown.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
