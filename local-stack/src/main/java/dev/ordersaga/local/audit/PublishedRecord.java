package dev.ordersaga.local.audit;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What the audit keeps of a record on a topic.
 *
 * @param id null where the record carries none, or none that an outbox could have given
 * @param sequence 0 where it carries none
 * @param fingerprint of topic, key, type and value, see {@link Fingerprint}
 * @param time when its row was made; null where it does not say
 */
record PublishedRecord(String topic, int partition, long offset, @Nullable UUID id, String source, String key,
        long sequence, long fingerprint, @Nullable Instant time) {

    String place() {
        return topic + "-" + partition + "@" + offset;
    }
}
