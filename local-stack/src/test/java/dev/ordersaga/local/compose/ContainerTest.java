package dev.ordersaga.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ordersaga.local.compose.Container.Config;
import dev.ordersaga.local.compose.Container.Health;
import dev.ordersaga.local.compose.Container.NetworkSettings;
import dev.ordersaga.local.compose.Container.Published;
import dev.ordersaga.local.compose.Container.State;

class ContainerTest {

    @Test
    void isReadFromWhatDockerShows() {
        var postgres = Captured.healthy().stream().filter(container -> container.part().equals("postgres")).findFirst()
                .orElseThrow();
        assertThat(postgres.shownName()).isEqualTo("order-saga-postgres-1");
        assertThat(postgres.project()).isEqualTo("order-saga");
        assertThat(postgres.folder()).isEqualTo("/checkouts/order-saga");
        assertThat(postgres.isOfProject()).isTrue();
        assertThat(postgres.condition()).isEqualTo("healthy");
        assertThat(postgres.address(5432)).contains("localhost:25432");
        assertThat(postgres.address(5433)).isEmpty();
        assertThat(postgres.environment("AUDITOR_PASSWORD")).contains("a=secret");
        assertThat(postgres.environment("NO_SUCH_VARIABLE")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            running,    healthy,   true,  healthy
            running,    none,      true,  healthy
            running,    starting,  true,  starting
            running,    unhealthy, true,  unhealthy
            paused,     healthy,   true,  paused
            exited,     unhealthy, false, exited
            created,    none,      false, created
            restarting, unhealthy, false, restarting
            """)
    void isHealthyWhenItRunsAndSaysSo(String status, @Nullable String health, boolean running, String condition) {
        var container = container(new State(status, health == null ? null : new Health(health)), Map.of(), null);
        assertThat(container.isRunning()).isEqualTo(running);
        assertThat(container.condition()).isEqualTo(condition);
        assertThat(container.isHealthy()).isEqualTo(condition.equals("healthy"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            127.0.0.1, localhost:8081
            0.0.0.0,   localhost:8081
            ::,        localhost:8081
            '',        localhost:8081
            none,      localhost:8081
            10.0.0.7,  10.0.0.7:8081
            fd00::7,   [fd00::7]:8081
            """)
    void isReachedWhereItsPortIsPublished(@Nullable String host, String address) {
        var container = container(new State("running", null), Map.of(), Map.of("8080/tcp",
                List.of(new Published(host, "8081"))));
        assertThat(container.address(8080)).contains(address);
    }

    @Test
    void isNoneOfAProjectWhenItWasRunOnceOrByHand() {
        var part = "dev.ordersaga.part";
        var project = "com.docker.compose.project";
        var state = new State("running", null);
        assertThat(container(state, Map.of(part, "kafka"), null).isOfProject()).isFalse();
        assertThat(container(state, Map.of(project, "order-saga"), null).isOfProject()).isFalse();
        assertThat(container(state, Map.of(part, "kafka", project, "order-saga"), null).isOfProject()).isTrue();
        assertThat(container(state, Map.of(part, "kafka", project, "order-saga", "com.docker.compose.oneoff", "True"),
                null).isOfProject()).isFalse();
    }

    private static Container container(State state, Map<String, String> labels,
            @Nullable Map<String, @Nullable List<Published>> ports) {
        return new Container("id", "/name", state, new Config(null, labels), new NetworkSettings(ports));
    }
}
