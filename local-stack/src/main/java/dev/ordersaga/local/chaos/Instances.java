package dev.ordersaga.local.chaos;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.Stack;

/** Where clients find the services: what a load balancer knows. Safe for use by several threads. */
final class Instances {

    private final Map<String, List<URI>> byProgram = new ConcurrentHashMap<>();

    /** @param first the first instance of each program */
    Instances(Map<String, URI> first) {
        first.forEach((program, uri) -> byProgram.put(program, new CopyOnWriteArrayList<>(List.of(uri))));
    }

    static Instances of(Stack stack) {
        return new Instances(Parts.PROGRAMS.stream().collect(Collectors.toMap(program -> program, stack::uri)));
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
