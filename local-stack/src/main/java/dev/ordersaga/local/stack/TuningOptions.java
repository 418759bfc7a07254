package dev.ordersaga.local.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.ordersaga.local.process.JvmFlags;
import picocli.CommandLine.Option;

/** What is tried when a stack is tuned: a picocli mixin. */
public final class TuningOptions {

    @Option(names = "--jvm", paramLabel = "PART='FLAGS'", description = "more flags for the JVM of a part, e.g. kafka='-Xmx1g -XX:+UseG1GC'; of every part: all='…'; may be repeated")
    private Map<String, String> jvms = Map.of();

    @Option(names = "--postgres", paramLabel = "NAME=VALUE", description = "a setting of PostgreSQL, e.g. commit_delay=100; may be repeated")
    private Map<String, String> postgres = Map.of();

    /**
     * @param steady for minutes of load instead of a quick start
     * @throws StackException when there is no such part
     */
    public Tuning tuning(boolean steady) {
        var parts = new ArrayList<>(List.of(JvmFlags.ALL, Parts.KAFKA));
        parts.addAll(Parts.PROGRAMS);
        jvms.keySet().stream().filter(part -> !parts.contains(part)).findFirst().ifPresent(part -> {
            throw new StackException("--jvm: there is no part %s, only %s".formatted(part, String.join(", ", parts)));
        });
        return new Tuning(new JvmFlags(steady, jvms), postgres);
    }
}
