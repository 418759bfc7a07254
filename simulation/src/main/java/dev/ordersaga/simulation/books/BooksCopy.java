package dev.ordersaga.simulation.books;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The books as they were at one moment. */
final class BooksCopy {

    private final List<Runnable> back = new ArrayList<>();

    BooksCopy(List<Map<?, ?>> tables, Map<UUID, List<Integer>> steps, Set<String> handled) {
        tables.forEach(this::keep);
        var stepsThen = new HashMap<UUID, List<Integer>>();
        steps.forEach((order, positions) -> stepsThen.put(order, List.copyOf(positions)));
        back.add(() -> {
            steps.clear();
            stepsThen.forEach((order, positions) -> steps.put(order, new ArrayList<>(positions)));
        });
        var handledThen = new HashSet<>(handled);
        back.add(() -> {
            handled.clear();
            handled.addAll(handledThen);
        });
    }

    private <K, V> void keep(Map<K, V> table) {
        var then = new HashMap<>(table);
        back.add(() -> {
            table.clear();
            table.putAll(then);
        });
    }

    void putBack() {
        back.forEach(Runnable::run);
    }
}
