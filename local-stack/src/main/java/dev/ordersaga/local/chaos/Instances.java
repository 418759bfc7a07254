package dev.ordersaga.local.chaos;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.Stack;

/** Where clients find the services: what a load balancer knows. Safe for use by several threads. */
final class Instances {

    private final Map<String, List<URI>> byProgram = new ConcurrentHashMap<>();

    Instances(Stack stack) {
        Parts.PROGRAMS.forEach(program -> byProgram.put(program, new CopyOnWriteArrayList<>(List.of(stack.uri(
                program)))));
    }

    List<URI> of(String program) {
        return List.copyOf(byProgram.getOrDefault(program, List.of()));
    }

    void add(String program, URI instance) {
        byProgram.computeIfPresent(program, (_, all) -> {
            all.add(instance);
            return all;
        });
    }

    void remove(String program, URI instance) {
        byProgram.computeIfPresent(program, (_, all) -> {
            all.remove(instance);
            return all;
        });
    }
}
