package dev.ordersaga.local.audit;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/** How to look: a picocli mixin. */
public final class AuditOptions {

    @Option(names = "--auditor", paramLabel = "ROLE", defaultValue = "${env:SAGA_AUDITOR:-auditor}", description = "role that reads the three databases (default: ${DEFAULT-VALUE}; SAGA_AUDITOR)")
    private String auditor;

    @Option(names = "--auditor-password", paramLabel = "PASSWORD", defaultValue = "${env:SAGA_AUDITOR_PASSWORD}", description = "its password (default: the stack's own; SAGA_AUDITOR_PASSWORD)")
    private @Nullable String password;

    @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "30", description = "how long something suspicious may take to resolve itself before it is a violation (default: ${DEFAULT-VALUE})")
    private int patience;

    @Option(names = "--grace", paramLabel = "SECONDS", defaultValue = "30", description = "how long after its deadline an order may still be open (default: ${DEFAULT-VALUE})")
    private int grace;

    @Option(names = "--settled", description = "an open order is a violation even before its deadline")
    private boolean settled;

    /** On what {@code saga} itself has started. */
    public Audit.Settings settings() {
        return settings(Optional.empty());
    }

    /** @param known the password that the stack tells, for where none is given here */
    public Audit.Settings settings(Optional<String> known) {
        var used = password == null ? known.orElse(Auditor.LOCAL.password()) : password;
        return new Audit.Settings(new Auditor(auditor, used), Duration.ofSeconds(patience),
                Duration.ofSeconds(grace), settled);
    }
}
