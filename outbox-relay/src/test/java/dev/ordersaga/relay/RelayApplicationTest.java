package dev.ordersaga.relay;

import static java.util.stream.Collectors.joining;
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
import java.util.stream.Stream;

import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as it is started, with settings of an outbox of one's own. */
@Isolated("stops a server that the others use")
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
    void somebodySaysHowASourceGoesOnWhoseCursorIsLost() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            try (var relay = start()) {
                outbox.append(topic.name(), "a");
                topic.receivesExactly(outbox.committed());
                assertThat(post(client, relay, "mine", "{\"resume\":\"now\"}", 409).at("/detail").asString())
                        .contains("is ACTIVE here", "its owner is instance");
            }
            TestTopic.delete("cursors-" + id);
            try (var relay = run(sources())) {
                await().until(() -> get(client, relay, "relay", 200).at("/sources/mine/state").asString()
                        .equals("CURSOR_LOST"));
                assertThat(measured(client, relay, "outbox.relay.state", "state:cursor_lost")).isEqualTo(1.0);
                post(client, relay, "nobody's", "{\"resume\":\"now\"}", 404);
                for (var nonsense : List.of("{}", "{\"resume\":\"later\"}", "{\"resume\":\"position\"}",
                        "{\"resume\":\"position\",\"position\":\"x\"}", "{\"resume\":\"time\",\"time\":\"noon\"}",
                        "{\"resume\":\"now\",\"position\":3}")) {
                    post(client, relay, "mine", nonsense, 400);
                }
                post(client, relay, "mine", "{\"resume\":\"cursor\"}", 409);
                var cursor = post(client, relay, "mine", "{\"resume\":\"position\",\"position\":2}", 200);
                assertThat(cursor.at("/batch/after").asLong()).isEqualTo(1);
                outbox.append(topic.name(), "a");
                topic.receivesExactly(outbox.committed());
            }
        }
    }

    @Test
    void publishedRowsArePublishedOnceMore() throws Exception {
        try (var client = HttpClient.newHttpClient(); var relay = start()) {
            outbox.append(topic.name(), "a");
            outbox.append(topic.name(), "a");
            topic.receivesExactly(outbox.committed());
            await().until(() -> get(client, relay, "relay", 200).at("/sources/mine/cursor/position").asLong() == 2);
            for (var nonsense : List.of("{}", "{\"position\":1,\"time\":\"2026-01-31T12:00:00Z\"}",
                    "{\"position\":\"x\"}", "{\"time\":\"noon\"}")) {
                replay(client, relay, "mine", nonsense, 400);
            }
            replay(client, relay, "nobody's", "{\"position\":1}", 404);
            assertThat(replay(client, relay, "mine", "{\"position\":1,\"topic\":\"missing\"}", 409).at("/detail")
                    .asString()).isEqualTo("There is no topic missing");
            var delete = request(relay, "replay/mine").DELETE().build();
            assertThat(answer(client, delete, 409).at("/detail").asString()).contains("There is no replay");

            assertThat(replay(client, relay, "mine", "{\"position\":2}", 200).at("/from").asLong()).isEqualTo(2);
            await().until(() -> get(client, relay, "replay", 200).at("/mine/state").asString().equals("DONE"));
            assertThat(get(client, relay, "replay", 200).at("/mine/rows").asLong()).isEqualTo(1);
            assertThat(measured(client, relay, "outbox.relay.replayed.rows")).isEqualTo(1.0);

            try (var standby = run(sources())) {
                await().until(() -> get(client, standby, "relay", 200).at("/sources/mine/state").asString()
                        .equals("STANDBY"));
                assertThat(replay(client, standby, "mine", "{\"position\":1}", 409).at("/detail").asString())
                        .contains("is STANDBY; its owner is instance");
            }
        }
    }

    @Test
    void isReadyOnlyWhileItsDatabasesAndTheBrokerAnswer() throws Exception {
        try (var client = HttpClient.newHttpClient(); var relay = start()) {
            assertThat(get(client, relay, "health/readiness", 200).at("/components/sources/components/mine/status")
                    .asString()).isEqualTo("UP");
            await().until(() -> get(client, relay, "health", 200)
                    .at("/components/backlog/details/mine/oldestUnpublishedSeconds").isNumber());
            Infrastructure.postgres().stop();
            var all = get(client, relay, "health", 503);
            assertThat(all.at("/components/backlog/status").asString()).isEqualTo("UP");
            assertThat(all.at("/components/backlog/details/mine/state").isString()).isTrue();
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
                        "jdbc:postgresql://localhost:15432/orders", "outbox_relay", "outbox_relay", "outbox", false,
                        RelayProperties.ReadingMode.POLLING, null, "outbox_relay"));
            });
        }
    }

    @EnableConfigurationProperties(RelayProperties.class)
    private static final class SettingsAlone {}

    private ConfigurableApplicationContext start() {
        var relay = run(sources());
        await().until(() -> relay.getBean(Relay.class).status().values().stream()
                .allMatch(status -> status.state() == SourceState.ACTIVE));
        return relay;
    }

    private List<String> sources() {
        return List.of("--relay.sources.mine.url=" + outbox.url(), "--relay.sources.mine.username=" + outbox.reader(),
                "--relay.sources.mine.password=" + outbox.reader(), "--relay.sources.mine.table=public.outbox");
    }

    private ConfigurableApplicationContext run(List<String> sources) {
        var arguments = new ArrayList<>(List.of("--spring.profiles.active=mine", "--server.port=0",
                "--relay.id=" + id, "--relay.cursor-topic=cursors-" + id,
                "--spring.kafka.bootstrap-servers=" + Infrastructure.kafka().bootstrapServers(),
                "--spring.autoconfigure.exclude=" + DataSourceAutoConfiguration.class.getName()));
        arguments.addAll(sources);
        return SpringApplication.run(RelayApplication.class, arguments.toArray(String[]::new));
    }

    private static double measured(HttpClient client, ConfigurableApplicationContext relay, String metric,
            String... tags) throws IOException, InterruptedException {
        var query = Stream.concat(Stream.of("source:mine"), Stream.of(tags)).map(tag -> "tag=" + tag)
                .collect(joining("&"));
        return get(client, relay, "metrics/" + metric + "?" + query, 200).at("/measurements/0/value").asDouble();
    }

    private static JsonNode get(HttpClient client, ConfigurableApplicationContext relay, String path, int status)
            throws IOException, InterruptedException {
        return answer(client, request(relay, path).build(), status);
    }

    private static JsonNode post(HttpClient client, ConfigurableApplicationContext relay, String source, String body,
            int status) throws IOException, InterruptedException {
        return send(client, relay, "relay/" + source, body, status);
    }

    private static JsonNode replay(HttpClient client, ConfigurableApplicationContext relay, String source, String body,
            int status) throws IOException, InterruptedException {
        return send(client, relay, "replay/" + source, body, status);
    }

    private static JsonNode send(HttpClient client, ConfigurableApplicationContext relay, String path, String body,
            int status) throws IOException, InterruptedException {
        return answer(client, request(relay, path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), status);
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext relay, String path) {
        var port = relay.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/" + path));
    }

    private static JsonNode answer(HttpClient client, HttpRequest request, int status)
            throws IOException, InterruptedException {
        var response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(response.body());
    }
}
