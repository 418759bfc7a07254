package dev.ordersaga.outbox.messaging;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.ordersaga.outbox.deadletter.DeadLetterStore;
import dev.ordersaga.outbox.Inbox;
import dev.ordersaga.outbox.messaging.Delivery.Lane;

/** Sorts what arrives by what becomes of it, in the transaction in which that happens. Thread-safe. */
final class Arrivals {

    private final String subscription;
    private final Inbox inbox;
    private final DeadLetterStore letters;

    Arrivals(String subscription, Inbox inbox, DeadLetterStore letters) {
        this.subscription = subscription;
        this.inbox = inbox;
        this.letters = letters;
    }

    /** Registers them all in the inbox; what was registered before is in no part of the result. */
    Batch sort(List<Delivery> deliveries) {
        var ids = deliveries.stream().map(Delivery::inboxId).collect(Collectors.toCollection(HashSet<UUID>::new));
        var admission = inbox.admit(subscription, ids);
        var open = admission.fresh();
        var fresh = deliveries.stream().filter(delivery -> open.remove(delivery.inboxId())).toList();
        return Batch.of(fresh, admission.lanesHeld() && !fresh.isEmpty() ? held(fresh) : Set.of());
    }

    private Set<Lane> held(List<Delivery> fresh) {
        Map<UUID, Lane> lanes = HashMap.newHashMap(fresh.size());
        fresh.forEach(delivery -> lanes.putIfAbsent(delivery.lane().id(), delivery.lane()));
        return letters.held(subscription, lanes.keySet()).stream().map(lanes::get).collect(Collectors.toSet());
    }
}
