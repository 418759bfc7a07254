package dev.ordersaga.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.ordersaga.local.client.UnexpectedAnswerException;
import dev.ordersaga.local.stack.StackException;

/** Plays scenarios one after the other and tells how each ends. */
public final class Programme {

    static final String NO_CONTROL = "cannot be killed from here";

    private final Stage stage;

    public Programme(Stage stage) {
        this.stage = stage;
    }

    List<Result> play(List<Scenario> scenarios) {
        var results = new ArrayList<Result>();
        for (var scenario : scenarios) {
            stage.console().line("");
            stage.console().line(stage.console().bold(scenario.name()) + "  " + scenario.title());
            var result = play(scenario);
            stage.tell(ResultTable.mark(stage.console(), result.verdict()) + " " + result.outcome());
            results.add(result);
        }
        return results;
    }

    /** A scenario that fails is a result, too. */
    public Result play(Scenario scenario) {
        if (scenario.needsControl() && stage.parts().isEmpty()) {
            return Result.skipped(scenario, "this stack's parts " + NO_CONTROL);
        }
        long start = System.nanoTime();
        String outcome;
        try {
            outcome = scenario.play().on(stage);
        } catch (UnmetExpectationException | UnexpectedAnswerException | StackException e) {
            outcome = String.valueOf(e.getMessage());
        }
        return Result.of(scenario, outcome, Duration.ofNanos(System.nanoTime() - start));
    }
}
