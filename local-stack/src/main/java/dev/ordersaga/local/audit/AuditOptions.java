package dev.ordersaga.local.audit;

import java.time.Duration;

import picocli.CommandLine.Option;

/** How to look: a picocli mixin. */
public final class AuditOptions {

    @Option(names = "--auditor", paramLabel = "ROLE", defaultValue = "${env:SAGA_AUDITOR:-auditor}", description = "role that reads the three databases (default: ${DEFAULT-VALUE}; SAGA_AUDITOR)")
    private String auditor;

    @Option(names = "--auditor-password", paramLabel = "PASSWORD", defaultValue = "${env:SAGA_AUDITOR_PASSWORD:-auditor}", description = "its password (default: the local stack's; SAGA_AUDITOR_PASSWORD)")
    private String password;

    @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "30", description = "how long something suspicious may take to resolve itself before it is a violation (default: ${DEFAULT-VALUE})")
    private int patience;

    @Option(names = "--grace", paramLabel = "SECONDS", defaultValue = "30", description = "how long after its deadline an order may still be open (default: ${DEFAULT-VALUE})")
    private int grace;

    @Option(names = "--settled", description = "an open order is a violation even before its deadline")
    private boolean settled;

    public Audit.Settings settings() {
        return new Audit.Settings(new Auditor(auditor, password), Duration.ofSeconds(patience),
                Duration.ofSeconds(grace), settled);
    }
}
