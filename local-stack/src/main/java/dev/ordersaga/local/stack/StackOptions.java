package dev.ordersaga.local.stack;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.local.Endpoints;
import picocli.CommandLine.Option;

/** Ports and data of a stack: a picocli mixin, and to be had from code with {@link #anyPorts}. */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"})
public final class StackOptions {

    @Option(names = "--order-port", paramLabel = "PORT", defaultValue = "8081", description = "order-service (default: ${DEFAULT-VALUE})")
    private int orderPort;

    @Option(names = "--payment-port", paramLabel = "PORT", defaultValue = "8082", description = "payment-service (default: ${DEFAULT-VALUE})")
    private int paymentPort;

    @Option(names = "--inventory-port", paramLabel = "PORT", defaultValue = "8083", description = "inventory-service (default: ${DEFAULT-VALUE})")
    private int inventoryPort;

    @Option(names = "--relay-port", paramLabel = "PORT", defaultValue = "8084", description = "outbox-relay (default: ${DEFAULT-VALUE})")
    private int relayPort;

    @Option(names = "--postgres-port", paramLabel = "PORT", defaultValue = "15432", description = "PostgreSQL (default: ${DEFAULT-VALUE})")
    private int postgresPort;

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "19092", description = "Kafka (default: ${DEFAULT-VALUE})")
    private int kafkaPort;

    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "0", description = "added to all of these ports")
    private int portOffset;

    @Option(names = "--data", paramLabel = "DIR", description = "folder of the data and logs (default: .saga)")
    private @Nullable Path data;

    @Option(names = "--fresh", description = "begin anew: wipe the data of earlier runs")
    private boolean fresh;

    /** A new stack on free ports, as tests want it. */
    public static StackOptions anyPorts(Path data) {
        var options = new StackOptions();
        options.data = data;
        options.fresh = true;
        return options;
    }

    /** Where a stack with these ports is reached; of use only when no port is "any". */
    public Endpoints endpoints() {
        return Endpoints.local(orderPort + portOffset, paymentPort + portOffset, inventoryPort + portOffset,
                relayPort + portOffset, postgresPort + portOffset, kafkaPort + portOffset);
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
        return options;
    }

    /** The folder of the data and logs. */
    public Path data() {
        throw new UnsupportedOperationException();
    }
}
