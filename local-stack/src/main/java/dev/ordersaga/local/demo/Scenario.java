package dev.ordersaga.local.demo;

/**
 * Something that the system does, with what should come out of it.
 *
 * @param name for the command line
 * @param title in plain words
 * @param expected the outcome when everything is right
 * @param needsControl whether parts are suspended or killed, so that it can be played only where they can be
 */
public record Scenario(String name, String title, String expected, boolean needsControl, Play play) {

    /** Returns the outcome. Throws {@link UnmetExpectationException} as soon as something beside it is not as it should be. */
    @FunctionalInterface
    public interface Play {

        String on(Stage stage);
    }

    @Override
    public String toString() {
        return name;
    }
}
