package dev.ordersaga.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.console.Console;
import dev.ordersaga.local.demo.Result.Verdict;

class ProgrammeTest {

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(told, true, UTF_8), false, false);

    @Test
    void whatNeedsKillingIsSkippedWhereNothingCanBeKilled() {
        var stage = new Stage(() -> Endpoints.local(1, 2, 3, 4, 5, 6), Optional.empty(), console, "test");
        var killing = new Scenario("killing", "Something is killed", "CONFIRMED", true, _ -> "CONFIRMED");
        var harmless = new Scenario("harmless", "Nothing is killed", "CONFIRMED", false, _ -> "CONFIRMED");
        var results = new Programme(stage).play(List.of(killing, harmless));
        assertThat(results).extracting(Result::verdict).containsExactly(Verdict.SKIPPED, Verdict.AS_EXPECTED);
        assertThat(told.toString(UTF_8)).contains("– skipped: this stack's parts cannot be killed from here");
    }
}
