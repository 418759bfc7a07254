package dev.ordersaga.local.stack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.ordersaga.local.Checkout;
import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.infrastructure.BrokerProgram;
import dev.ordersaga.local.process.ChildProcess.Launch;
import dev.ordersaga.local.process.JvmFlags;
import dev.ordersaga.local.process.Server;
import dev.ordersaga.local.process.Signal;

/** The four Spring Boot applications, told by environment variables where everything is, as anywhere else. */
final class Programs {

    /** Without a size to begin with a JVM takes a sixty-fourth of the machine's memory, which may be all that it may have. */
    private static final List<String> USUAL = List.of("-Xms48m", "-Xmx256m", "-XX:+UseSerialGC",
            "-XX:TrimNativeHeapInterval=5000");
    /** What the compilers had allocated stays with the process otherwise, in as many places as there were threads. */
    private static final Map<String, String> FEW_ARENAS = Map.of("MALLOC_ARENA_MAX", "2");

    private final Checkout checkout;
    private final StackPorts ports;
    private final JvmFlags flags;
    private final boolean cached;

    /** @param cached whether AOT caches are made and used */
    Programs(Checkout checkout, StackPorts ports, JvmFlags flags, boolean cached) {
        this.checkout = checkout;
        this.ports = ports;
        this.flags = flags;
        this.cached = cached;
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
        environment.putAll(FEW_ARENAS);
        var port = ports.of(part);
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("SERVER_ADDRESS", System.getenv().getOrDefault("SERVER_ADDRESS", "127.0.0.1"));
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", "localhost:" + servers.kafka());
        var packaged = packaged(program);
        return new Server(part, log, () -> new Launch(packaged.command(flags.of(program, USUAL), log), List.of(),
                environment, Signal.TERM), new Health(port)::isReady);
    }

    /** The parts for whose quick start something is missing. */
    List<String> unprepared() {
        return Stream.concat(
                Stream.of(Parts.KAFKA).filter(_ -> cached && !BrokerProgram.isPrepared()),
                Parts.PROGRAMS.stream().filter(program -> !packaged(program).isPrepared())).toList();
    }

    /** Makes what is missing. @return why the part has no AOT cache though it should have one */
    Optional<String> prepare(String part, Path log) {
        return part.equals(Parts.KAFKA) ? BrokerProgram.prepare() : packaged(part).prepare(log);
    }

    private PackagedProgram packaged(String program) {
        var jar = checkout.program(program);
        return cached ? PackagedProgram.cached(jar) : PackagedProgram.uncached(jar);
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
        return Map.of("SPRING_DATASOURCE_URL", url, "SPRING_DATASOURCE_USERNAME", role,
                "SPRING_DATASOURCE_PASSWORD", role);
    }
}
