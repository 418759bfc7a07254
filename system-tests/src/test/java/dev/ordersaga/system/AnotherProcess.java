package dev.ordersaga.system;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.ordersaga.local.Checkout;
import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.process.ChildProcess.Launch;
import dev.ordersaga.local.process.Ports;
import dev.ordersaga.local.process.Server;
import dev.ordersaga.local.process.Signal;
import dev.ordersaga.local.stack.PackagedProgram;
import dev.ordersaga.local.stack.Parts;

/** One more process of a program. */
record AnotherProcess(Server server, URI uri) implements AnotherInstance {

    private static final List<String> FLAGS = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    static AnotherProcess of(String program, Endpoints endpoints, Path log) {
        return at(URI.create("http://localhost:" + Ports.free()), program, endpoints, log);
    }

    /** Where the system's own instance is reached, which must have been stopped. */
    static AnotherProcess inPlaceOf(String program, URI uri, Endpoints endpoints, Path log) {
        return at(uri, program, endpoints, log);
    }

    private static AnotherProcess at(URI uri, String program, Endpoints endpoints, Path log) {
        var environment = new HashMap<>(databases(program, endpoints));
        environment.put("SERVER_PORT", String.valueOf(uri.getPort()));
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", endpoints.bootstrapServers());
        var packaged = PackagedProgram.cached(Checkout.current().program(program));
        return new AnotherProcess(new Server("another " + program, log, () -> new Launch(
                packaged.command(FLAGS, log), List.of(), environment, Signal.TERM),
                () -> AnotherInstance.isReady(uri)), uri);
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public void kill() {
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
}
