package dev.ordersaga.local.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.StackException;

/** With a command in docker's place that answers what docker has answered, whichever part is asked for. */
class ComposePartsTest {

    @TempDir
    Path folder;

    private final List<Container> started = new ArrayList<>();

    @Test
    void onlyWhatRunsIsKilledStoppedAndFrozen() throws IOException {
        var parts = parts("broken");
        var running = only("broken", "running");
        parts.kill(Parts.POSTGRES);
        parts.stop(Parts.POSTGRES);
        parts.suspend(Parts.POSTGRES);
        parts.resume(Parts.POSTGRES);
        assertThat(calls()).containsExactly("kill " + running, "stop " + running, "pause " + running);
    }

    @Test
    void aPartIsStartedWhenAllItsContainersAreHealthy() throws IOException {
        parts("healthy").start(Parts.ORDER_SERVICE);
        assertThat(started).isEqualTo(Captured.healthy());
    }

    @Test
    void whatDoesNotBecomeHealthyIsShownWithTheEndOfItsLog() throws IOException {
        var parts = parts("broken");
        assertThatThrownBy(() -> parts.start(Parts.KAFKA)).isInstanceOf(StackException.class)
                .hasMessageContaining("order-saga-kafka-1 is restarting, and was not healthy within 0 s; "
                        + "the end of 'docker logs order-saga-kafka-1':\n    what it has written");
        assertThat(calls()).singleElement().asString().startsWith("start ")
                .doesNotContain(only("broken", "running"));
        assertThat(started).isEmpty();
    }

    @Test
    void whatDockerRefusesIsTold() throws IOException {
        var docker = new Docker(Captured.command(folder, "echo no such thing >&2; exit 1").toString());
        var parts = new ComposeParts(docker, "order-saga", Duration.ZERO, (_, containers) -> started.addAll(
                containers));
        assertThatThrownBy(() -> parts.kill(Parts.KAFKA)).isInstanceOf(StackException.class)
                .hasMessage("docker ps: no such thing");
    }

    private ComposeParts parts(String capture) throws IOException {
        return new ComposeParts(new Docker(Captured.docker(folder, capture).toString()), "order-saga", Duration.ZERO,
                (_, containers) -> started.addAll(containers));
    }

    private static String only(String capture, String status) {
        var containers = capture.equals("broken") ? Captured.broken() : Captured.healthy();
        return containers.stream().filter(container -> container.state().status().equals(status)).findFirst()
                .orElseThrow().id();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }
}
