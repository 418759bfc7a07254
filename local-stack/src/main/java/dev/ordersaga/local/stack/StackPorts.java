package dev.ordersaga.local.stack;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.process.Ports;

/** The port of each part, in the order of the start. */
record StackPorts(Map<String, Integer> byPart) {

    private static final Map<String, String> OPTIONS = Map.of(
            Parts.POSTGRES, "--postgres-port",
            Parts.KAFKA, "--kafka-port",
            Parts.ORDER_SERVICE, "--order-port",
            Parts.PAYMENT_SERVICE, "--payment-port",
            Parts.INVENTORY_SERVICE, "--inventory-port",
            Parts.OUTBOX_RELAY, "--relay-port");

    /** A part without a port gets any free one. */
    StackPorts resolved() {
        var resolved = new LinkedHashMap<String, Integer>();
        byPart.forEach((part, port) -> resolved.put(part, Ports.orFree(port)));
        return new StackPorts(resolved);
    }

    /** With further parts, each at any free port. */
    StackPorts and(Iterable<String> further) {
        var all = new LinkedHashMap<>(byPart);
        further.forEach(part -> all.put(part, Ports.free()));
        return new StackPorts(all);
    }

    int of(String part) {
        return requireNonNull(byPart.get(part));
    }

    /** @throws StackException when somebody else listens on any of them; names each and the option that changes it */
    void requireFree() {
        var taken = byPart.entrySet().stream()
                .filter(port -> port.getValue() != 0 && !Ports.isFree(port.getValue()))
                .map(port -> "Port %d, which %s wants, is taken: choose another with %s PORT"
                        .formatted(port.getValue(), port.getKey(), OPTIONS.get(port.getKey())))
                .collect(Collectors.joining("\n"));
        if (!taken.isEmpty()) {
            throw new StackException(taken
                    + "\n(--port-offset N moves all ports at once; if a stack runs there already, "
                    + "'saga demo --attach' uses it.)");
        }
    }

    Endpoints endpoints() {
        return Endpoints.local(of(Parts.ORDER_SERVICE), of(Parts.PAYMENT_SERVICE), of(Parts.INVENTORY_SERVICE),
                of(Parts.OUTBOX_RELAY), of(Parts.POSTGRES), of(Parts.KAFKA));
    }
}
