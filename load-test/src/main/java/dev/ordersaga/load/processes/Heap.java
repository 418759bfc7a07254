package dev.ordersaga.load.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What is left in a JVM's heap after a full collection. */
public final class Heap {

    /** {@code DefNew total 78656K, used 12345K} and {@code Tenured …} of Serial, and what other collectors say. */
    private static final Pattern USED = Pattern
            .compile("(?:DefNew|Tenured|PSYoungGen|ParOldGen|garbage-first heap)\\s+total [^\\n]*?used (\\d+)K");

    private Heap() {}

    /** Collects all garbage of that JVM, which takes it a part of a second, and says what is left, in bytes. */
    public static long bytesAfterCollection(long pid) {
        jcmd(pid, "GC.run");
        return USED.matcher(jcmd(pid, "GC.heap_info")).results()
                .mapToLong(match -> Long.parseLong(match.group(1)) * 1024).sum();
    }

    private static String jcmd(long pid, String command) {
        try {
            var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    String.valueOf(pid), command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
