package dev.ordersaga.system.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** What instrumented methods call. */
public final class Crash {

    /** The exit code of a program that was halted at a point. */
    public static final int HALTED = 77;
    /** The exit code of a program that has no such point any more. */
    public static final int NO_SUCH_POINT = 78;
    /** The system property that names the file with the point that is armed, as {@code NAME:TIMES}. */
    public static final String PROPERTY = "crash.file";

    private static final Path ARMED = Path.of(System.getProperty(PROPERTY, "/dev/null"));
    private static final AtomicInteger PASSED = new AtomicInteger();

    private Crash() {}

    /** Halts the program, as a power failure would, if that point is armed and has been passed often enough. */
    public static void at(String name) {
        var armed = armed();
        if (!armed.startsWith(name + ":") || !isOnTheStack(CrashPoint.valueOf(name).caller())) {
            return;
        }
        if (PASSED.incrementAndGet() == Integer.parseInt(armed.substring(name.length() + 1).strip())) {
            System.err.println("halted at " + name);
            Runtime.getRuntime().halt(HALTED);
        }
    }

    static void missing(String what) {
        System.err.println("crash point without a place: " + what);
        Runtime.getRuntime().halt(NO_SUCH_POINT);
    }

    private static String armed() {
        try {
            return Files.exists(ARMED) ? Files.readString(ARMED) : "";
        } catch (IOException _) {
            return ""; // taken away in this moment
        }
    }

    private static boolean isOnTheStack(String type) {
        return type.isEmpty() || StackWalker.getInstance().walk(frames -> frames
                .anyMatch(frame -> frame.getClassName().equals(type)));
    }
}
