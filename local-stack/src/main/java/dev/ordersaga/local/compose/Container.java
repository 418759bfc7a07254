package dev.ordersaga.local.compose;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** A container as {@code docker inspect} shows it: what of it matters here. */
record Container(String id, String name, State state, Config config, NetworkSettings networkSettings) {

    /** Whose value is the name of the part that the container is of. */
    static final String PART = "dev.ordersaga.part";

    /** Whose value is the name of the compose project. */
    static final String PROJECT = "com.docker.compose.project";
    private static final String FOLDER = "com.docker.compose.project.working_dir";
    private static final String ONE_OFF = "com.docker.compose.oneoff";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    record State(String status, @Nullable Health health) {}

    record Health(String status) {}

    record Config(@Nullable List<String> env, @Nullable Map<String, String> labels) {}

    record NetworkSettings(@Nullable Map<String, @Nullable List<Published>> ports) {}

    /** Where a port of the container is to be reached from outside. */
    record Published(@Nullable String hostIp, String hostPort) {

        /** What listens on all addresses is reached as what listens on the loopback address alone. */
        String address() {
            var host = switch (hostIp) {
                case null -> "localhost";
                case "", "0.0.0.0", "::", "127.0.0.1", "::1" -> "localhost";
                default -> hostIp.contains(":") ? "[" + hostIp + "]" : hostIp;
            };
            return host + ":" + hostPort;
        }
    }

    /** @param json what {@code docker inspect} prints */
    static List<Container> parse(String json) {
        return List.of(JSON.readValue(json, Container[].class));
    }

    /** Whether it is one that {@code docker compose up} has made, and not {@code docker compose run}. */
    boolean isOfProject() {
        return label(PROJECT).isPresent() && label(PART).isPresent()
                && !label(ONE_OFF).orElse("False").equalsIgnoreCase("True");
    }

    String part() {
        return label(PART).orElse("");
    }

    String project() {
        return label(PROJECT).orElse("");
    }

    /** The folder of the compose file. */
    String folder() {
        return label(FOLDER).orElse("");
    }

    /** As {@code docker ps} shows it. */
    String shownName() {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    /** Its processes exist; they may be frozen. */
    boolean isRunning() {
        return state.status().equals("running") || isPaused();
    }

    boolean isPaused() {
        return state.status().equals("paused");
    }

    /** Runs and says of itself that it is healthy, as far as it says anything. */
    boolean isHealthy() {
        return condition().equals("healthy");
    }

    /** In one word. */
    String condition() {
        if (!state.status().equals("running")) {
            return state.status();
        }
        return state.health() == null || state.health().status().equals("none") ? "healthy" : state.health().status();
    }

    /** Host and port that lead to that port of the container. */
    Optional<String> address(int port) {
        return Optional.ofNullable(networkSettings.ports()).map(ports -> ports.get(port + "/tcp"))
                .flatMap(published -> published.stream().findFirst()).map(Published::address);
    }

    Optional<String> environment(String variable) {
        return Optional.ofNullable(environment().get(variable));
    }

    private Map<String, String> environment() {
        var env = config.env() == null ? List.<String>of() : config.env();
        return env.stream().map(entry -> entry.split("=", 2)).filter(entry -> entry.length == 2)
                .collect(toMap(entry -> entry[0], entry -> entry[1], (_, last) -> last));
    }

    private Optional<String> label(String label) {
        return Optional.ofNullable(config.labels()).map(labels -> labels.get(label));
    }
}
