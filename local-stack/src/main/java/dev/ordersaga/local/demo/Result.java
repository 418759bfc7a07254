package dev.ordersaga.local.demo;

import java.time.Duration;

/** How a scenario ended. */
public record Result(Scenario scenario, Verdict verdict, String outcome, Duration took) {

    public enum Verdict {
        AS_EXPECTED, UNEXPECTED, SKIPPED
    }

    static Result of(Scenario scenario, String outcome, Duration took) {
        var verdict = outcome.equals(scenario.expected()) ? Verdict.AS_EXPECTED : Verdict.UNEXPECTED;
        return new Result(scenario, verdict, outcome, took);
    }

    static Result skipped(Scenario scenario, String reason) {
        return new Result(scenario, Verdict.SKIPPED, "skipped: " + reason, Duration.ZERO);
    }
}
