package dev.ordersaga.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.process.ChildProcess.Launch;
import dev.ordersaga.local.process.Server;
import dev.ordersaga.local.process.Signal;

class ControlTest {

    @TempDir
    Path folder;

    private Server kafka;
    private Control control;
    private Parts parts;

    @BeforeEach
    void start() {
        kafka = new Server("kafka", folder.resolve("kafka.log"),
                () -> new Launch(List.of("sleep", "600"), List.of(), Map.of(), Signal.TERM), () -> true);
        kafka.start();
        control = new Control(new LocalParts(Map.of("kafka", kafka)));
        parts = new ControlledParts(control.port(), control.token());
    }

    @AfterEach
    void stop() {
        control.close();
        kafka.close();
    }

    @Test
    void killsAPartAndStartsItAgainWithoutAnybodyTakingItForAFailure() {
        var before = kafka.process();
        parts.kill("kafka");
        assertThat(before.isAlive()).isFalse();
        parts.start("kafka");
        assertThat(kafka.isRunning()).isTrue();
        assertThat(kafka.death()).isNotDone();
    }

    @Test
    void stopsAPartWithoutAnybodyTakingItForAFailure() {
        parts.stop("kafka");
        assertThat(kafka.isRunning()).isFalse();
        assertThat(kafka.death()).isNotDone();
    }

    @Test
    void suspendsAndResumesAPart() {
        parts.suspend("kafka");
        parts.resume("kafka");
        assertThat(kafka.isRunning()).isTrue();
    }

    @Test
    void refusesWhoDoesNotKnowTheToken() {
        var stranger = new ControlledParts(control.port(), "guessed");
        assertThatThrownBy(() -> stranger.kill("kafka")).isInstanceOf(StackException.class)
                .hasMessageContaining("wrong token");
        assertThat(kafka.isRunning()).isTrue();
    }

    @Test
    void tellsThatThereIsNoSuchPart() {
        assertThatThrownBy(() -> parts.kill("zookeeper")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no part zookeeper, only [kafka]");
    }

    @Test
    void tellsWhatWentWrong() {
        assertThatThrownBy(() -> parts.start("kafka")).isInstanceOf(StackException.class)
                .hasMessage("start of kafka failed: kafka runs already");
    }

    @Test
    void aStackIsFoundByItsDataFolderOnceItIsReady() {
        var endpoints = Endpoints.local(1, 2, 3, 4, 5, 6);
        var supervisor = ProcessIdentity.of(ProcessHandle.current());
        assertThat(RunningStack.find(folder)).isEmpty();
        new RunFile(supervisor, control.port(), control.token(), endpoints, false, Map.of()).write(folder);
        assertThat(RunningStack.find(folder)).isEmpty();
        new RunFile(supervisor, control.port(), control.token(), endpoints, true, Map.of()).write(folder);
        var found = RunningStack.find(folder).orElseThrow();
        assertThat(found.endpoints()).isEqualTo(endpoints);
        found.parts().kill("kafka");
        assertThat(kafka.isRunning()).isFalse();
    }
}
