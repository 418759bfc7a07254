package dev.ordersaga.system.crash;

import java.util.concurrent.atomic.AtomicInteger;

/** What instrumented methods call. */
public final class Crash {

    /** The exit code of a program that was halted at a point. */
    public static final int HALTED = 77;
    /** The exit code of a program that has no such point any more. */
    public static final int NO_SUCH_POINT = 78;

    private static final AtomicInteger PASSED = new AtomicInteger();
    private static volatile int fatal = Integer.MAX_VALUE;

    private Crash() {}

    /** @param times how often an armed method is passed, the last time included */
    static void arm(int times) {
        fatal = times;
    }

    /** Halts the program, as a power failure would, if the point has been passed often enough. */
    public static void at(String name) {
        if (isOnTheStack(CrashPoint.valueOf(name).caller()) && PASSED.incrementAndGet() == fatal) {
            System.err.println("halted at " + name);
            Runtime.getRuntime().halt(HALTED);
        }
    }

    static void missing(String what) {
        System.err.println("crash point without a place: " + what);
        Runtime.getRuntime().halt(NO_SUCH_POINT);
    }

    private static boolean isOnTheStack(String type) {
        return type.isEmpty() || StackWalker.getInstance().walk(frames -> frames
                .anyMatch(frame -> frame.getClassName().equals(type)));
    }
}
