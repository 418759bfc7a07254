package dev.ordersaga.local.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ordersaga.local.stack.StackException;

class ComposeStacksTest {

    @TempDir
    Path folder;

    @Test
    void thereAreNoneWhereThereIsNoDocker() {
        var stacks = new ComposeStacks(folder.resolve("docker").toString());
        assertThat(stacks.nearest(folder)).isEmpty();
        assertThatThrownBy(() -> stacks.named("order-saga")).isInstanceOf(StackException.class)
                .hasMessageStartingWith("docker cannot be run");
    }

    @Test
    void thereAreNoneWhereNoDaemonAnswers() throws IOException {
        var stacks = new ComposeStacks(Captured.command(folder, "echo Cannot connect to the daemon >&2; exit 1")
                .toString());
        assertThat(stacks.nearest(folder)).isEmpty();
        assertThatThrownBy(() -> stacks.named("order-saga")).isInstanceOf(StackException.class)
                .hasMessage("docker ps: Cannot connect to the daemon");
    }

    @Test
    void aDaemonThatDoesNotAnswerIsNotWaitedForForEver() throws IOException {
        var docker = new Docker(Captured.command(folder, "exec sleep 600").toString(), Duration.ofMillis(200));
        assertThatThrownBy(() -> docker.containers("any")).isInstanceOf(StackException.class)
                .hasMessageStartingWith("docker ps takes longer than");
    }

    @Test
    void oneIsFoundAmongTheContainers() throws IOException {
        var stack = new ComposeStacks(Captured.docker(folder, "healthy").toString()).nearest(folder).orElseThrow();
        assertThat(stack).hasToString("the compose project order-saga (/checkouts/order-saga)");
        assertThat(stack.endpoints().orders()).hasSize(2);
    }
}
