package dev.ordersaga.local.stack;

import java.nio.file.Path;
import java.util.LinkedHashMap;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.local.Checkout;
import dev.ordersaga.local.Endpoints;
import picocli.CommandLine.Option;

/** Ports and data of a stack: a picocli mixin, and to be had from code with {@link #anyPorts}. */
public final class StackOptions {

    @Option(names = "--order-port", paramLabel = "PORT", defaultValue = "8081", description = "order-service (${DEFAULT-VALUE}); 0 for any free one, here and below")
    private int orderPort;

    @Option(names = "--payment-port", paramLabel = "PORT", defaultValue = "8082", description = "payment-service (${DEFAULT-VALUE})")
    private int paymentPort;

    @Option(names = "--inventory-port", paramLabel = "PORT", defaultValue = "8083", description = "inventory-service (${DEFAULT-VALUE})")
    private int inventoryPort;

    @Option(names = "--relay-port", paramLabel = "PORT", defaultValue = "8084", description = "outbox-relay (${DEFAULT-VALUE})")
    private int relayPort;

    @Option(names = "--postgres-port", paramLabel = "PORT", defaultValue = "15432", description = "PostgreSQL (${DEFAULT-VALUE})")
    private int postgresPort;

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "19092", description = "Kafka (${DEFAULT-VALUE})")
    private int kafkaPort;

    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "0", description = "added to each of these ports, for a second stack")
    private int portOffset;

    @Option(names = "--data", paramLabel = "DIR", description = "folder of data and logs (.saga in the checkout)")
    private @Nullable Path data;

    @Option(names = "--fresh", description = "begin anew: wipe the data of earlier runs")
    private boolean fresh;

    @Option(names = "--no-aot-cache", description = "start the programs without their AOT caches, and make none")
    private boolean withoutAotCache;

    private Tuning tuning = Tuning.NONE;

    /** A new stack on free ports, as tests want it. */
    public static StackOptions anyPorts(Path data) {
        var options = new StackOptions();
        options.data = data;
        options.fresh = true;
        return options;
    }

    /** Where a stack with these ports is reached; of use only when no port is "any". */
    public Endpoints endpoints() {
        return ports().endpoints();
    }

    /** The same ports, with data of its own in that folder below, which is wiped first. */
    public StackOptions freshIn(String folder) {
        var options = new StackOptions();
        options.orderPort = orderPort;
        options.paymentPort = paymentPort;
        options.inventoryPort = inventoryPort;
        options.relayPort = relayPort;
        options.postgresPort = postgresPort;
        options.kafkaPort = kafkaPort;
        options.portOffset = portOffset;
        options.data = data().resolve(folder);
        options.fresh = true;
        options.tuning = tuning;
        options.withoutAotCache = withoutAotCache;
        return options;
    }

    /** From now on, these servers and JVMs. */
    public StackOptions tuned(Tuning chosen) {
        tuning = chosen;
        return this;
    }

    /** The folder of the data and logs. */
    public Path data() {
        return data == null ? Checkout.current().root().resolve(".saga") : data.toAbsolutePath().normalize();
    }

    Tuning tuning() {
        return tuning;
    }

    boolean fresh() {
        return fresh;
    }

    boolean aotCache() {
        return !withoutAotCache;
    }

    StackPorts ports() {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put(Parts.POSTGRES, moved("--postgres-port", postgresPort));
        ports.put(Parts.KAFKA, moved("--kafka-port", kafkaPort));
        ports.put(Parts.ORDER_SERVICE, moved("--order-port", orderPort));
        ports.put(Parts.PAYMENT_SERVICE, moved("--payment-port", paymentPort));
        ports.put(Parts.INVENTORY_SERVICE, moved("--inventory-port", inventoryPort));
        ports.put(Parts.OUTBOX_RELAY, moved("--relay-port", relayPort));
        return new StackPorts(ports);
    }

    private int moved(String option, int port) {
        var moved = port == 0 ? 0 : port + portOffset;
        if (moved < 0 || moved > 65_535) {
            throw new StackException("%s: %d is no port".formatted(option, moved));
        }
        return moved;
    }
}
