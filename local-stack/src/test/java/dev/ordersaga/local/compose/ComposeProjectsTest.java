package dev.ordersaga.local.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ordersaga.local.stack.StackException;

class ComposeProjectsTest {

    private static final Path HERE = Path.of("/here");

    private final ComposeProject here = new ComposeProject("here", "/here", List.of());
    private final ComposeProject alsoHere = new ComposeProject("also-here", "/here", List.of());
    private final ComposeProject elsewhere = new ComposeProject("elsewhere", "/elsewhere", List.of());
    private final ComposeProject farAway = new ComposeProject("far-away", "/far/away", List.of());

    @Test
    void thatOfThisCheckoutIsTheNearest() {
        assertThat(projects(elsewhere, here, farAway).nearest(HERE)).contains(here);
    }

    @Test
    void theOnlyOneElsewhereIsTheNearestWhereThisCheckoutHasNone() {
        assertThat(projects(elsewhere).nearest(HERE)).contains(elsewhere);
        assertThat(projects().nearest(HERE)).isEmpty();
    }

    @Test
    void amongSeveralThePersonChooses() {
        assertThatThrownBy(() -> projects(here, elsewhere, alsoHere).nearest(HERE)).isInstanceOf(StackException.class)
                .hasMessage("""
                        Several compose projects run: choose one with --project NAME
                          here (/here)
                          also-here (/here)""");
        assertThatThrownBy(() -> projects(elsewhere, farAway).nearest(HERE)).isInstanceOf(StackException.class)
                .hasMessageContaining("--project NAME").hasMessageContaining("elsewhere (/elsewhere)")
                .hasMessageContaining("far-away (/far/away)");
    }

    @Test
    void oneIsFoundByItsName() {
        assertThat(projects(here, elsewhere).named("elsewhere")).isEqualTo(elsewhere);
        assertThatThrownBy(() -> projects(here).named("nowhere")).isInstanceOf(StackException.class)
                .hasMessage("No compose project nowhere runs; there is\n  here (/here)");
        assertThatThrownBy(() -> projects().named("nowhere")).isInstanceOf(StackException.class)
                .hasMessage("No compose project nowhere runs; there is none");
    }

    @Test
    void thoseOfWhichNothingRunsAreNoneToAttachTo() {
        var containers = Captured.broken();
        assertThat(ComposeProjects.of(containers).running()).hasSize(1);
        var stopped = containers.stream().filter(container -> !container.isRunning()).toList();
        assertThat(stopped).isNotEmpty();
        assertThat(ComposeProjects.of(stopped).running()).isEmpty();
    }

    private static ComposeProjects projects(ComposeProject... projects) {
        return new ComposeProjects(List.of(projects));
    }
}
