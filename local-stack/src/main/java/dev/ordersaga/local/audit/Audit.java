package dev.ordersaga.local.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.KafkaException;

import dev.ordersaga.local.Endpoints;

/** Checks every invariant once, in the order of their numbers. */
public final class Audit {

    private static final Duration PAUSE = Duration.ofMillis(500);

    /**
     * How to look.
     *
     * @param patience how long something suspicious may take to resolve itself before it is a violation
     * @param grace how long after it was due an order may still be open
     * @param settled whether an open order is a violation even before it is due
     */
    public record Settings(Auditor auditor, Duration patience, Duration grace, boolean settled) {

        public static final Settings DEFAULT = new Settings(Auditor.LOCAL, Duration.ofSeconds(30),
                Duration.ofSeconds(30), false);

        public Settings demandingSettled() {
            return new Settings(auditor, patience, grace, true);
        }
    }

    private Audit() {}

    /** @throws AuditFailedException if a database or the broker cannot be read */
    public static List<Finding> of(Endpoints endpoints, Settings settings) {
        var patience = new Patience(settings.patience(), PAUSE);
        var databases = new AuditedDatabases(endpoints, settings.auditor());
        var findings = new ArrayList<Finding>();
        findings.add(databases.money());
        findings.add(databases.stock());
        findings.add(effects(databases, patience));
        findings.add(endings(databases, settings, patience));
        try (var topics = new PublishedRecords(endpoints.bootstrapServers())) {
            findings.addAll(new PublicationAudit(databases, topics).findings(patience));
        } catch (KafkaException e) {
            throw new AuditFailedException("cannot read the topics at " + endpoints.bootstrapServers(), e);
        }
        return List.copyOf(findings);
    }

    private static Finding effects(AuditedDatabases databases, Patience patience) {
        var picture = databases.effects(null);
        var persistent = patience.persistent(EffectsCheck.suspects(picture),
                ids -> EffectsCheck.suspects(databases.effects(ids)));
        return EffectsCheck.finding(picture, persistent);
    }

    private static Finding endings(AuditedDatabases databases, Settings settings, Patience patience) {
        var check = new EndingsCheck(settings.grace(), settings.settled());
        databases.sagas(null, check::add);
        var persistent = patience.persistent(check.suspects(), ids -> {
            var again = new EndingsCheck(settings.grace(), settings.settled());
            databases.sagas(ids, again::add);
            return again.suspects();
        });
        return check.finding(persistent);
    }
}
