package dev.ordersaga.local.stack;

import java.util.Map;

import dev.ordersaga.local.process.JvmFlags;

/**
 * What a stack's servers and JVMs are told beyond the usual.
 *
 * @param jvms by the names of the parts
 * @param postgres settings of {@code postgresql.conf}, which win over the usual ones
 */
public record Tuning(JvmFlags jvms, Map<String, String> postgres) {

    /** As it is for a demo. */
    public static final Tuning NONE = new Tuning(JvmFlags.QUICK, Map.of());

    public Tuning {
        postgres = Map.copyOf(postgres);
    }
}
