package dev.ordersaga.load.figures;

import java.util.List;
import java.util.Locale;

/** A drawing that is readable on a light page and on a dark one. */
public final class Svg {

    private static final String BEGIN = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{title}">
            <style>
              text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #24292f }
              .title { font-size: 16px; font-weight: 600 }
              .quiet { fill: #57606a; font-size: 12px }
              .grid { stroke: #d0d7de; stroke-width: 1 }
              .page { fill: #ffffff }
              .whisker { stroke: #24292f; stroke-width: 1.5; fill: none }
              .curve { stroke-width: 2; fill: none; stroke-linejoin: round }
              .thick { stroke-width: 3.5 }
              .dashed { stroke-dasharray: 5 4 }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3 }
                .quiet { fill: #9198a1 }
                .grid { stroke: #3d444d }
                .page { fill: #0d1117 }
                .whisker { stroke: #e6edf3 }
              }
            </style>
            <rect class="page" width="{width}" height="{height}"/>
            """;

    private final StringBuilder svg = new StringBuilder();

    public Svg(int width, int height, String title) {
        svg.append(BEGIN.replace("{width}", String.valueOf(width)).replace("{height}", String.valueOf(height))
                .replace("{title}", escaped(title)));
        text(20, 28, "title", "start", title);
    }

    public void text(double x, double y, String style, String anchor, String text) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" text-anchor=\"%s\">%s</text>\n",
                x, y, style, anchor, escaped(text)));
    }

    public void bar(double x, double y, double width, double height, String colour) {
        svg.append(String.format(Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" fill=\"%s\"/>\n",
                x, y, width, height, colour));
    }

    public void grid(double x1, double y1, double x2, double y2) {
        svg.append(String.format(Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"grid\"/>\n", x1, y1, x2, y2));
    }

    /** From the lowest to the highest value, across the end of a bar. */
    public void whisker(double x1, double x2, double y) {
        svg.append(String.format(Locale.ROOT,
                "<path d=\"M%.1f %.1f H%.1f M%.1f %.1f v8 M%.1f %.1f v8\" class=\"whisker\"/>\n",
                x1, y, x2, x1, y - 4, x2, y - 4));
    }

    /** @param style dashed, thick or thin */
    public void curve(List<double[]> points, String colour, String style) {
        var path = new StringBuilder();
        for (var point : points) {
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", point[0], point[1]));
        }
        svg.append(String.format(Locale.ROOT, "<path d=\"%s\" stroke=\"%s\" class=\"curve %s\"/>\n", path, colour,
                style));
    }

    @Override
    public String toString() {
        return svg + "</svg>\n";
    }

    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
