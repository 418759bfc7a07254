package dev.ordersaga.load.measuring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.infrastructure.EmbeddedPostgres;
import dev.ordersaga.load.orders.History;
import dev.ordersaga.load.orders.Market;
import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.RunningStack;
import dev.ordersaga.local.stack.Stack;

/**
 * What is measured.
 *
 * @param processes of each part, by its name
 * @param start seconds that each part took to start; empty where it ran before
 * @param fresh whether nobody else has ordered there
 */
public record Subject(Endpoints endpoints, Map<String, ProcessHandle> processes, Map<String, Double> start,
        boolean fresh) {

    public static Subject of(Stack stack, StartTimes start) {
        return new Subject(stack.endpoints(), ordered(stack.processes()), start.seconds(), true);
    }

    public static Subject of(RunningStack stack) {
        return new Subject(stack.endpoints(), ordered(stack.processes()), Map.of(), false);
    }

    History history(Market market) {
        return new History(endpoints, EmbeddedPostgres.SUPERUSER, EmbeddedPostgres.SUPERUSER, market);
    }

    Tables tables() {
        return new Tables(List.of(endpoints.ordersJdbc(), endpoints.paymentsJdbc(), endpoints.inventoryJdbc()),
                EmbeddedPostgres.SUPERUSER, EmbeddedPostgres.SUPERUSER);
    }

    CommitLimit commitLimit() {
        return new CommitLimit(endpoints.ordersJdbc().replaceFirst("/[^/]*$", "/postgres"), EmbeddedPostgres.SUPERUSER,
                EmbeddedPostgres.SUPERUSER);
    }

    private static Map<String, ProcessHandle> ordered(Map<String, ProcessHandle> processes) {
        var ordered = new LinkedHashMap<String, ProcessHandle>();
        Stream.concat(Parts.PROGRAMS.stream(), Stream.of(Parts.POSTGRES, Parts.KAFKA)).forEach(part -> {
            var process = processes.get(part);
            if (process != null) {
                ordered.put(part, process);
            }
        });
        return ordered;
    }
}
