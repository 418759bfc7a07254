package dev.ordersaga.load.processes;

import java.util.regex.Pattern;

/** What is left in a JVM's heap after a full collection. */
public final class Heap {

    /** {@code DefNew total 78656K, used 12345K} and {@code Tenured …} of Serial, and what other collectors say. */
    private static final Pattern USED = Pattern
            .compile("(?:DefNew|Tenured|PSYoungGen|ParOldGen|garbage-first heap)\\s+total [^\\n]*?used (\\d+)K");

    private Heap() {}

    /** Collects all garbage of that JVM, which takes it a part of a second, and says what is left, in bytes. */
    public static long bytesAfterCollection(long pid) {
        Jcmd.ask(pid, "GC.run");
        return USED.matcher(Jcmd.ask(pid, "GC.heap_info").text()).results()
                .mapToLong(match -> Long.parseLong(match.group(1)) * 1024).sum();
    }
}
