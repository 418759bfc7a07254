package dev.ordersaga.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ordersaga.local.process.ChildProcess.Launch;

class ServerTest {

    private static final String RUNS = "echo begun; touch \"$READY\"; exec sleep 600";
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final List<Server> servers = new ArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(Server::close);
    }

    @Test
    void isStartedWhenItIsReady() {
        var server = start(RUNS);
        assertThat(ready()).exists();
        assertThat(server.isRunning()).isTrue();
        assertThat(log()).hasContent("begun");
    }

    @Test
    void tellsWhatTheLogSaysWhenItEndsAtItsStart() {
        var server = server("echo 'ERROR the disk is full'; exit 3");
        assertThatThrownBy(server::start).isInstanceOf(StartFailedException.class)
                .hasMessageContaining("program ended at its start with exit code 3")
                .hasMessageContaining("ERROR the disk is full");
    }

    @Test
    void itsOwnEndIsADeath() {
        var server = start(RUNS);
        server.process().destroyForcibly();
        assertThat(server.death()).succeedsWithin(SOON)
                .isEqualTo(new Server.Death("program", 128 + 9, new LogFile(log())));
    }

    @Test
    void anEndThatWasAskedForIsNoDeath() {
        var server = start(RUNS);
        server.kill();
        assertThat(server.isRunning()).isFalse();
        server.start();
        server.stop();
        assertThat(server.onExit()).succeedsWithin(SOON);
        assertThat(server.death()).isNotDone();
    }

    @Test
    void startsAgainAfterItWasKilled() {
        var server = start(RUNS);
        var before = server.process().pid();
        server.kill();
        server.start();
        assertThat(server.process().pid()).isNotEqualTo(before);
        assertThat(log()).hasContent("begun\nbegun");
    }

    @Test
    void isStoppedInGoodOrder() {
        var server = start("trap 'echo ended; exit 0' TERM; touch \"$READY\"; while :; do sleep 0.05; done");
        server.stop();
        assertThat(server.onExit()).succeedsWithin(SOON).isEqualTo(0);
        assertThat(log()).content().contains("ended");
    }

    @Test
    void endsAlsoWhileItIsSuspended() {
        var server = start(RUNS);
        server.suspend();
        server.stop();
        assertThat(server.process().isAlive()).isFalse();
    }

    @Test
    void takesWhatItHasStartedWithIt() {
        var server = start("sleep 600 & sleep 600 & touch \"$READY\"; wait");
        var children = server.process().descendants().toList();
        assertThat(children).hasSize(2);
        server.kill();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void canBeClosedWhileItStarts() {
        var launched = new CompletableFuture<Void>();
        var server = cleanedUp(new Server("program", log(), () -> launch("exec sleep 600"), () -> false));
        server.whenLaunched(() -> launched.complete(null));
        var start = CompletableFuture.runAsync(server::start);
        launched.join();
        server.close();
        assertThat(start).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(CancellationException.class);
        assertThat(server.isRunning()).isFalse();
    }

    @Test
    void isNotStartedOnceItIsClosed() {
        var server = start(RUNS);
        server.close();
        assertThatThrownBy(server::start).isInstanceOf(CancellationException.class);
    }

    private Server start(String script) {
        var server = server(script);
        server.start();
        return server;
    }

    private Server server(String script) {
        return cleanedUp(new Server("program", log(), () -> {
            assertThat(ready().toFile().delete() || Files.notExists(ready())).isTrue();
            return launch(script);
        }, () -> Files.exists(ready())));
    }

    private Server cleanedUp(Server server) {
        servers.add(server);
        return server;
    }

    private Launch launch(String script) {
        return new Launch(List.of("/bin/sh", "-c", script), List.of(), Map.of("READY", ready().toString()),
                Signal.TERM);
    }

    private Path ready() {
        return folder.resolve("ready");
    }

    private Path log() {
        return folder.resolve("logs").resolve("program.log");
    }
}
