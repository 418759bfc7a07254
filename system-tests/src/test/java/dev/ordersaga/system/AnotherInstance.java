package dev.ordersaga.system;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import dev.ordersaga.local.Checkout;
import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.process.ChildProcess.Launch;
import dev.ordersaga.local.process.Ports;
import dev.ordersaga.local.process.Server;
import dev.ordersaga.local.process.Signal;
import dev.ordersaga.local.stack.Parts;

/** One more instance of a program, beside that of the stack: the same settings, another port. */
record AnotherInstance(Server server, URI uri) implements AutoCloseable {

    static AnotherInstance of(String program, RunningSystem system) {
        var port = Ports.free();
        var uri = URI.create("http://localhost:" + port);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var environment = new HashMap<>(databases(program, system.endpoints()));
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", system.endpoints().bootstrapServers());
        var launch = new Launch(List.of(java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "-jar", Checkout.current().program(program).toString()),
                List.of(), environment, Signal.TERM);
        return new AnotherInstance(new Server("another " + program, system.log("another-" + program), () -> launch,
                () -> isReady(uri)), uri);
    }

    /** Returns when all are ready. */
    static void start(AnotherInstance... instances) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Stream.of(instances).map(instance -> CompletableFuture.runAsync(instance.server::start, threads)).toList()
                    .forEach(CompletableFuture::join);
        }
    }

    void kill() {
        server.kill();
    }

    @Override
    public void close() {
        server.close();
    }

    private static Map<String, String> databases(String program, Endpoints endpoints) {
        return switch (program) {
            case Parts.ORDER_SERVICE -> database(endpoints.ordersJdbc(), "order_service");
            case Parts.PAYMENT_SERVICE -> database(endpoints.paymentsJdbc(), "payment_service");
            case Parts.INVENTORY_SERVICE -> database(endpoints.inventoryJdbc(), "inventory_service");
            case Parts.OUTBOX_RELAY -> Map.of("RELAY_SOURCES_ORDERS_URL", endpoints.ordersJdbc(),
                    "RELAY_SOURCES_PAYMENTS_URL", endpoints.paymentsJdbc(),
                    "RELAY_SOURCES_INVENTORY_URL", endpoints.inventoryJdbc());
            default -> throw new IllegalArgumentException(program);
        };
    }

    private static Map<String, String> database(String url, String role) {
        return Map.of("SPRING_DATASOURCE_URL", url, "SPRING_DATASOURCE_USERNAME", role, "SPRING_DATASOURCE_PASSWORD",
                role);
    }

    private static boolean isReady(URI uri) {
        try {
            return RawHttp.get(uri, "/actuator/health/readiness").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
