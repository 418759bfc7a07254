package dev.ordersaga.local.process;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The flags of the JVMs of several parts.
 *
 * @param steady for minutes of load: all compilers; otherwise for a quick start: the first one alone
 * @param further by part, or for {@value #ALL} of them: flags separated by spaces, which win over the usual ones
 */
public record JvmFlags(boolean steady, Map<String, String> further) {

    /** For a start that is over soon and programs that do little. */
    public static final JvmFlags QUICK = new JvmFlags(false, Map.of());

    public static final String ALL = "all";

    private static final Predicate<String> COLLECTOR = Pattern.compile("-XX:\\+Use\\w*GC").asMatchPredicate();

    public JvmFlags {
        further = Map.copyOf(further);
    }

    /** @param usual what the part has anyway; its garbage collector gives way to another one */
    public List<String> of(String part, List<String> usual) {
        var own = Stream.of(further.getOrDefault(ALL, ""), further.getOrDefault(part, ""))
                .flatMap(flags -> Stream.of(flags.strip().split("\\s+"))).filter(flag -> !flag.isEmpty()).toList();
        var keepsCollector = own.stream().noneMatch(COLLECTOR);
        return Stream.of(usual.stream().filter(flag -> keepsCollector || !COLLECTOR.test(flag)),
                steady ? Stream.<String>of() : Stream.of("-XX:TieredStopAtLevel=1"), own.stream())
                .flatMap(flags -> flags).toList();
    }
}
