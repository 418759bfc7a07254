package dev.ordersaga.local.console;

import java.io.PrintStream;
import java.util.Optional;

/** Plain lines; colours and a bar that moves only where a person looks at a terminal. Not thread-safe. */
public final class Console {

    private static final String FAINT = "\033[2m";
    private static final String BOLD = "\033[1m";
    private static final String GREEN = "\033[32m";
    private static final String RED = "\033[31m";
    private static final String RESET = "\033[0m";
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean terminal;
    private final boolean colours;

    public Console(PrintStream out, boolean terminal, boolean colours) {
        this.out = out;
        this.terminal = terminal;
        this.colours = terminal && colours;
    }

    /** Standard output; colours unless NO_COLOR is set. */
    public static Console standard() {
        boolean terminal = Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
        boolean colours = Optional.ofNullable(System.getenv("NO_COLOR")).orElse("").isEmpty();
        return new Console(System.out, terminal, colours);
    }

    /** For tests: says nothing. */
    public static Console silent() {
        return new Console(new PrintStream(PrintStream.nullOutputStream()), false, false);
    }

    public boolean isTerminal() {
        return terminal;
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Replaces what was last written in place; only on a terminal. */
    public void inPlace(String text) {
        if (terminal) {
            out.print(ERASE_LINE + text);
            out.flush();
        }
    }

    public void eraseInPlace() {
        inPlace("");
    }

    public String mark(boolean good) {
        return good ? coloured(GREEN, "✓") : coloured(RED, "✗");
    }

    public String faint(String text) {
        return coloured(FAINT, text);
    }

    public String bold(String text) {
        return coloured(BOLD, text);
    }

    private String coloured(String colour, String text) {
        return colours ? colour + text + RESET : text;
    }
}
