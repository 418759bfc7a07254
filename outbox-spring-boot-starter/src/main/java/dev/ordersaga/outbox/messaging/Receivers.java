package dev.ordersaga.outbox.messaging;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;

import dev.ordersaga.outbox.Subscription;

/** All the subscriptions of this service. */
record Receivers(List<Receiver> all) {

    Receivers {
        all = List.copyOf(all);
    }

    List<Subscription> subscriptions() {
        return all.stream().map(Receiver::subscription).toList();
    }

    Set<String> names() {
        return all.stream().map(receiver -> receiver.subscription().name()).collect(Collectors.toUnmodifiableSet());
    }

    Receiver of(String name) {
        return all.stream().filter(receiver -> receiver.subscription().name().equals(name)).findFirst()
                .orElseThrow(() -> new NoSuchElementException("there is no subscription " + name));
    }
}
