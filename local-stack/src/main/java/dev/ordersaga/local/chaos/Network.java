package dev.ordersaga.local.chaos;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.ordersaga.local.process.Ports;
import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.Wiring;

/** A second instance of each program, and a link of its own from each instance to each server. */
final class Network implements Wiring, AutoCloseable {

    private static final List<String> SECOND = Parts.PROGRAMS.stream().map(Network::second).toList();

    private record Way(String instance, String server) {}

    private final Map<Way, Link> links = new ConcurrentHashMap<>();

    static String second(String program) {
        return program + NUMBER + 2;
    }

    @Override
    public List<String> further() {
        return SECOND;
    }

    @Override
    public boolean hasWays() {
        return true;
    }

    @Override
    public int way(String instance, String server, int port) {
        return links.computeIfAbsent(new Way(instance, server), _ -> Link.open(Ports.free(), port)).port();
    }

    Link link(String instance, String server) {
        var link = links.get(new Way(instance, server));
        if (link == null) {
            throw new IllegalArgumentException("nothing leads from %s to %s".formatted(instance, server));
        }
        return link;
    }

    /** All that lead to that server. */
    List<Link> links(String server) {
        return links.entrySet().stream().filter(link -> link.getKey().server().equals(server)).map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public void close() {
        links.values().forEach(Link::close);
    }
}
