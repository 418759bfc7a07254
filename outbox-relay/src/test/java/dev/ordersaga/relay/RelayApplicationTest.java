package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as it is started, with settings of an outbox of one's own. */
class RelayApplicationTest {

    private final String id = "relay-" + UUID.randomUUID();
    private final TestOutbox outbox = TestOutbox.create();
    private final TestTopic topic = TestTopic.create();

    @Test
    void tellsOfItsSourcesAndGivesThemBackWhenItEnds() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            try (var relay = start()) {
                outbox.append(topic.name(), "a");
                outbox.append(topic.name(), "a");
                topic.receivesExactly(outbox.committed());

                var answer = get(client, relay, "relay", 200);
                assertThat(answer.at("/instance").asString()).isNotBlank();
                var status = answer.at("/sources/mine");
                assertThat(status.at("/owner")).isEqualTo(answer.at("/instance"));
                assertThat(status.at("/candidates/0")).isEqualTo(answer.at("/instance"));
                assertThat(status.at("/rowsPerSecond").isNumber()).isTrue();
                assertThat(status.at("/lag/seconds").isNumber()).isTrue();
                assertThat(status.at("/lag/rows").isIntegralNumber()).isTrue();
                assertThat(status.at("/state").asString()).isEqualTo("ACTIVE");
                assertThat(status.at("/rowsPublished").asLong()).isEqualTo(2);
                assertThat(status.at("/cursor/position").asLong()).isEqualTo(2);
                assertThat(status.at("/cursor/published").asString()).matches("\\d+:\\d+:.*");
                var rows = get(client, relay, "metrics/outbox.relay.rows?tag=source:mine", 200);
                assertThat(rows.at("/measurements/0/value").asDouble()).isEqualTo(2.0);
                assertThat(measured(client, relay, "outbox.relay.lag")).isZero();
                assertThat(measured(client, relay, "outbox.relay.owned")).isEqualTo(1.0);
                assertThat(measured(client, relay, "outbox.relay.owner")).isEqualTo(1.0);
                assertThat(measured(client, relay, "outbox.relay.rows.per.second")).isNotNegative();
                await().untilAsserted(() -> assertThat(measured(client, relay, "outbox.relay.lag.rows")).isZero());
            }
            try (var _ = start()) {
                outbox.append(topic.name(), "a");
                topic.receivesExactly(outbox.committed());
            }
        }
    }

    @Test
    void isReadyOnlyWhileItsDatabasesAndTheBrokerAnswer() throws Exception {
        try (var client = HttpClient.newHttpClient(); var relay = start()) {
            assertThat(get(client, relay, "health/readiness", 200).at("/components/sources/components/mine/status")
                    .asString()).isEqualTo("UP");
            Infrastructure.postgres().stop();
            var down = get(client, relay, "health/readiness", 503);
            assertThat(down.at("/components/sources/components/mine/status").asString()).isEqualTo("DOWN");
            assertThat(down.at("/components/kafka/status").asString()).isEqualTo("UP");
            assertThat(get(client, relay, "health/liveness", 200).at("/status").asString()).isEqualTo("UP");
            Infrastructure.postgres().restart();
            get(client, relay, "health/readiness", 200);
            outbox.append(topic.name(), "a");
            topic.receivesExactly(outbox.committed());
        }
    }

    @Test
    void doesNotStartWithoutASource() {
        assertThatThrownBy(() -> run(List.of()).close()).hasStackTraceContaining("sources");
    }

    @Test
    void publishesTheThreeServicesOfTheLocalStackIfNothingElseIsSaid() {
        var application = new SpringApplication(SettingsAlone.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (var context = application.run()) {
            assertThat(context.getBean(RelayProperties.class).sources()).satisfies(sources -> {
                assertThat(sources).containsOnlyKeys("orders", "payments", "inventory");
                assertThat(sources.get("orders")).isEqualTo(new RelayProperties.Source(
                        "jdbc:postgresql://localhost:15432/orders", "outbox_relay", "outbox_relay", "outbox", false));
            });
        }
    }

    @EnableConfigurationProperties(RelayProperties.class)
    private static final class SettingsAlone {}

    private ConfigurableApplicationContext start() {
        var relay = run(List.of("--relay.sources.mine.url=" + outbox.url(),
                "--relay.sources.mine.username=" + outbox.reader(), "--relay.sources.mine.password=" + outbox.reader(),
                "--relay.sources.mine.table=public.outbox"));
        await().until(() -> relay.getBean(Relay.class).status().values().stream()
                .allMatch(status -> status.state() == SourceState.ACTIVE));
        return relay;
    }

    private ConfigurableApplicationContext run(List<String> sources) {
        var arguments = new ArrayList<>(List.of("--spring.profiles.active=mine", "--server.port=0",
                "--relay.id=" + id, "--relay.cursor-topic=cursors-" + id,
                "--spring.kafka.bootstrap-servers=" + Infrastructure.kafka().bootstrapServers(),
                "--spring.autoconfigure.exclude=" + DataSourceAutoConfiguration.class.getName()));
        arguments.addAll(sources);
        return SpringApplication.run(RelayApplication.class, arguments.toArray(String[]::new));
    }

    private static double measured(HttpClient client, ConfigurableApplicationContext relay, String metric)
            throws IOException, InterruptedException {
        return get(client, relay, "metrics/" + metric + "?tag=source:mine", 200).at("/measurements/0/value").asDouble();
    }

    private static JsonNode get(HttpClient client, ConfigurableApplicationContext relay, String path, int status)
            throws IOException, InterruptedException {
        var port = relay.getEnvironment().getRequiredProperty("local.server.port");
        var response = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/" + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(response.body());
    }
}
