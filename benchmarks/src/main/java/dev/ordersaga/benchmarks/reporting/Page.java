package dev.ordersaga.benchmarks.reporting;

/** A page with places that runs write to: each run to those of what it has measured. */
final class Page {

    private Page() {}

    static String begin(String place) {
        return "<!-- written by benchmarks/run, " + place + ": begin -->";
    }

    static String end(String place) {
        return "<!-- written by benchmarks/run, " + place + ": end -->";
    }

    /** @throws IllegalArgumentException when the page has no such place */
    static String with(String page, String place, String text) {
        var begin = page.indexOf(begin(place));
        var end = page.indexOf(end(place));
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the page lacks the lines '" + begin(place) + "' and '" + end(place)
                    + "'");
        }
        return page.substring(0, begin + begin(place).length()) + "\n" + text.strip() + "\n" + page.substring(end);
    }
}
