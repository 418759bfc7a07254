package dev.ordersaga.outbox.messaging;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.ordersaga.outbox.messaging.Delivery.Lane;

/**
 * What becomes of the new deliveries of a transaction. Whatever comes in a lane after a record that cannot be read waits for
 * it, as it would for one that was parked before.
 *
 * @param messages to be handled, in order
 * @param malformed to be parked
 * @param waiting to be kept until their lanes go on, in order
 */
record Batch(List<Delivery.Message<?>> messages, List<Delivery.Malformed> malformed, List<Delivery> waiting) {

    /** @param held the lanes that are held up already */
    static Batch of(List<Delivery> fresh, Set<Lane> held) {
        var batch = new Batch(new ArrayList<>(fresh.size()), new ArrayList<>(), new ArrayList<>());
        var blocked = new HashSet<>(held);
        for (var delivery : fresh) {
            if (!blocked.isEmpty() && blocked.contains(delivery.lane())) {
                batch.waiting.add(delivery);
                continue;
            }
            switch (delivery) {
                case Delivery.Message<?> message -> batch.messages.add(message);
                case Delivery.Malformed malformed -> {
                    batch.malformed.add(malformed);
                    blocked.add(malformed.lane());
                }
            }
        }
        return batch;
    }

    int size() {
        return messages.size() + malformed.size() + waiting.size();
    }
}
