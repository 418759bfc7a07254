package dev.ordersaga.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ordersaga.local.console.Console;
import dev.ordersaga.local.demo.Programme;
import dev.ordersaga.local.demo.Result;
import dev.ordersaga.local.demo.Scenario;
import dev.ordersaga.local.demo.Scenarios;

/** What {@code saga demo} plays, with a smaller burst. */
@SystemTest
class ScenariosTest {

    private static final int ORDERS = 200;
    private static final int CUSTOMERS = 10;

    static List<Scenario> scenarios() {
        return Scenarios.all(ORDERS, CUSTOMERS);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aScenarioEndsAsItShouldAndLeavesTheBooksInOrder(Scenario scenario, RunningSystem system) {
        var told = new ByteArrayOutputStream();
        var console = new Console(new PrintStream(told, true, UTF_8), false, false);
        var result = new Programme(system.stage(console)).play(scenario);
        assertThat(result.outcome()).as(() -> told.toString(UTF_8)).isEqualTo(scenario.expected());
        assertThat(result.verdict()).isEqualTo(Result.Verdict.AS_EXPECTED);
        system.requireBooksInOrder();
    }
}
