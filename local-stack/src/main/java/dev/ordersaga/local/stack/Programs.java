package dev.ordersaga.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.ordersaga.local.Checkout;
import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.process.ChildProcess.Launch;
import dev.ordersaga.local.process.LogFile;
import dev.ordersaga.local.process.Server;
import dev.ordersaga.local.process.Signal;

/** The four Spring Boot applications, told by environment variables where everything is, as anywhere else. */
final class Programs {

    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final Checkout checkout;
    private final StackPorts ports;
    private final Endpoints endpoints;

    Programs(Checkout checkout, StackPorts ports) {
        this.checkout = checkout;
        this.ports = ports;
        this.endpoints = ports.endpoints();
    }

    Server orderService(Path log) {
        return program(Parts.ORDER_SERVICE, database(endpoints.ordersJdbc(), "order_service"), log);
    }

    Server paymentService(Path log) {
        return program(Parts.PAYMENT_SERVICE, database(endpoints.paymentsJdbc(), "payment_service"), log);
    }

    Server inventoryService(Path log) {
        return program(Parts.INVENTORY_SERVICE, database(endpoints.inventoryJdbc(), "inventory_service"), log);
    }

    Server outboxRelay(Path log) {
        var sources = new HashMap<String, String>();
        Map.of("ORDERS", endpoints.ordersJdbc(), "PAYMENTS", endpoints.paymentsJdbc(),
                "INVENTORY", endpoints.inventoryJdbc()).forEach((name, url) -> {
                    sources.put("RELAY_SOURCES_" + name + "_URL", url);
                    sources.put("RELAY_SOURCES_" + name + "_USERNAME", "outbox_relay");
                    sources.put("RELAY_SOURCES_" + name + "_PASSWORD", "outbox_relay");
                });
        return program(Parts.OUTBOX_RELAY, sources, log);
    }

    private Server program(String part, Map<String, String> specific, Path log) {
        var jar = new UnpackedProgram(checkout.program(part));
        var port = ports.of(part);
        var environment = new HashMap<>(specific);
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("SERVER_ADDRESS", System.getenv().getOrDefault("SERVER_ADDRESS", "127.0.0.1"));
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", endpoints.bootstrapServers());
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Server(part, log, () -> new Launch(
                List.of(java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED", "-jar",
                        jar.unpacked(java, new LogFile(log)).toString()),
                List.of(), environment, Signal.TERM), () -> isReady(port));
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
