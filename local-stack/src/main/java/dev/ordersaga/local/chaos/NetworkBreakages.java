package dev.ordersaga.local.chaos;

import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import dev.ordersaga.local.stack.Parts;

/** Cuts programs off from a server: one instance of a program, or all. */
final class NetworkBreakages {

    private final Network network;

    NetworkBreakages(Network network) {
        this.network = network;
    }

    Mending cut(String server, RandomGenerator random, Consumer<String> tell) {
        return disturb(links(server, random, tell), Link::cut);
    }

    Mending hush(String server, RandomGenerator random, Consumer<String> tell) {
        return disturb(links(server, random, tell), Link::hush);
    }

    private static Mending disturb(List<Link> links, Consumer<Link> disturbance) {
        links.forEach(disturbance);
        return () -> links.forEach(Link::restore);
    }

    private List<Link> links(String server, RandomGenerator random, Consumer<String> tell) {
        int victim = random.nextInt(Parts.PROGRAMS.size() + 1);
        if (victim == Parts.PROGRAMS.size()) {
            tell.accept("for all");
            return network.links(server);
        }
        tell.accept("for " + Parts.PROGRAMS.get(victim));
        return List.of(network.link(Parts.PROGRAMS.get(victim), server));
    }
}
