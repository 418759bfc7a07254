package dev.ordersaga.benchmarks.reporting;

/** A page of which one part is written by the run. */
final class Page {

    static final String BEGIN = "<!-- written by benchmarks/run: begin -->";
    static final String END = "<!-- written by benchmarks/run: end -->";

    private Page() {}

    /** @throws IllegalArgumentException when the page has no place for it */
    static String with(String page, String part) {
        var begin = page.indexOf(BEGIN);
        var end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the page lacks the lines '" + BEGIN + "' and '" + END + "'");
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + part.strip() + "\n" + page.substring(end);
    }
}
