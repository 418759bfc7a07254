package dev.ordersaga.local.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.audit.Audit;
import dev.ordersaga.local.audit.AuditFailedException;
import dev.ordersaga.local.audit.Auditor;
import dev.ordersaga.local.audit.Finding;
import dev.ordersaga.local.chaos.ChaosReport.Judgement;

/** Everything that must hold when a run is over: the ten invariants, and what was promised to clients. */
final class FinalJudgement {

    private final Endpoints endpoints;
    private final Auditor auditor;

    FinalJudgement(Endpoints endpoints, Auditor auditor) {
        this.endpoints = endpoints;
        this.auditor = auditor;
    }

    /**
     * What was found.
     *
     * @param invariants empty where the audit could not look, which is one of the violations then
     * @param orders by their outcomes
     * @param acknowledged by kind of request
     */
    record Findings(List<Judgement> invariants, Map<String, Long> orders, Map<String, Long> acknowledged,
            List<String> violations) {}

    Findings of(Ledger ledger, Stranger stranger, Tally tally, List<Outcome> outcomes) {
        var violations = new ArrayList<String>();
        outcomes.stream().filter(outcome -> outcome.problem() != null).forEach(outcome -> violations.add(
                "%s, fault %d: %s".formatted(outcome.fault().title(), outcome.fault().number(), outcome.problem())));
        violations.addAll(tally.sums().wrong());
        try {
            var told = new Acknowledged(endpoints, auditor).of(ledger);
            violations.addAll(told.violations());
            return new Findings(invariants(stranger, tally), told.outcomes(), new TreeMap<>(Map.of("orders", told
                    .orders(), "cancellations", told.cancellations(), "deposits", told.deposits(), "deliveries", told
                            .deliveries())), List.copyOf(violations));
        } catch (AuditFailedException e) {
            violations.add("the audit could not look: " + e.getMessage());
            return new Findings(List.of(), Map.of(), Map.of(), List.copyOf(violations));
        }
    }

    private List<Judgement> invariants(Stranger stranger, Tally tally) {
        var findings = new ArrayList<Finding>(Audit.of(endpoints, new Audit.Settings(auditor, Audit.Settings.DEFAULT
                .patience(), Audit.Settings.DEFAULT.grace(), true)));
        var books = new SettledBooks(endpoints, auditor);
        findings.add(books.once());
        findings.add(books.compensation());
        var servers = new SettledServers(endpoints);
        findings.add(servers.isolation(stranger, tally));
        findings.add(servers.baseline());
        return findings.stream().map(finding -> new Judgement(finding.invariant().number(), finding.invariant().title(),
                finding.figures(), finding.violations())).toList();
    }
}
