package dev.ordersaga.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.ordersaga.local.Checkout;
import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.process.ChildProcess.Launch;
import dev.ordersaga.local.process.JvmFlags;
import dev.ordersaga.local.process.LogFile;
import dev.ordersaga.local.process.Server;
import dev.ordersaga.local.process.Signal;

/** The four Spring Boot applications, told by environment variables where everything is, as anywhere else. */
final class Programs {

    private static final List<String> USUAL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED");
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final Checkout checkout;
    private final StackPorts ports;
    private final JvmFlags flags;

    Programs(Checkout checkout, StackPorts ports, JvmFlags flags) {
        this.checkout = checkout;
        this.ports = ports;
        this.flags = flags;
    }

    /** Where an instance finds the two servers. */
    record Servers(int postgres, int kafka) {

        String jdbc(String database) {
            return Endpoints.jdbc("localhost:" + postgres, database);
        }
    }

    Server instance(String part, Servers servers, Path log) {
        var program = Wiring.program(part);
        var environment = new HashMap<>(switch (program) {
            case Parts.ORDER_SERVICE -> database(servers.jdbc("orders"), "order_service");
            case Parts.PAYMENT_SERVICE -> database(servers.jdbc("payments"), "payment_service");
            case Parts.INVENTORY_SERVICE -> database(servers.jdbc("inventory"), "inventory_service");
            default -> sources(servers);
        });
        var port = ports.of(part);
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("SERVER_ADDRESS", System.getenv().getOrDefault("SERVER_ADDRESS", "127.0.0.1"));
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", "localhost:" + servers.kafka());
        var jar = new UnpackedProgram(checkout.program(program));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java));
        command.addAll(flags.of(program, USUAL));
        command.add("-jar");
        return new Server(part, log, () -> {
            var run = new ArrayList<>(command);
            run.add(jar.unpacked(java, new LogFile(log)).toString());
            return new Launch(run, List.of(), environment, Signal.TERM);
        }, () -> isReady(port));
    }

    private static Map<String, String> sources(Servers servers) {
        var sources = new HashMap<String, String>();
        for (var database : List.of("orders", "payments", "inventory")) {
            var source = "RELAY_SOURCES_" + database.toUpperCase(Locale.ROOT);
            sources.put(source + "_URL", servers.jdbc(database));
            sources.put(source + "_USERNAME", "outbox_relay");
            sources.put(source + "_PASSWORD", "outbox_relay");
        }
        return sources;
    }

    private static Map<String, String> database(String url, String role) {
        return Map.of("SPRING_DATASOURCE_URL", url + "?reWriteBatchedInserts=true", "SPRING_DATASOURCE_USERNAME", role,
                "SPRING_DATASOURCE_PASSWORD", role);
    }

    private boolean isReady(int port) {
        var question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                .timeout(ANSWER).build();
        try {
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
