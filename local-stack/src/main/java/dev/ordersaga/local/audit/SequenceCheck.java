package dev.ordersaga.local.audit;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of one key are in the order of its commits: a source counts its messages of one key from 1; on every topic
 * the count ascends, and over all topics none is left out. Dead letters are about messages, not about an order, and are
 * not counted by their source.
 */
final class SequenceCheck {

    private record Sender(String source, String key) {}

    private static final class Sent {

        private final BitSet sequences = new BitSet();
        private final Map<String, Long> lastOnTopic = new HashMap<>(4);
    }

    private final Map<Sender, Sent> senders = new HashMap<>();
    private final Violations violations = new Violations();
    private long records;

    /** One record of a row of the snapshot, in the order of its partition. */
    void add(PublishedRecord published) {
        if (published.topic().endsWith(".dlt")) {
            return;
        }
        records++;
        if (published.sequence() < 1 || published.sequence() > Integer.MAX_VALUE) {
            violations.add("%s has no sequence".formatted(published.place()));
            return;
        }
        Sent sent = senders.computeIfAbsent(new Sender(published.source(), published.key()), sender -> new Sent());
        sent.sequences.set((int) published.sequence());
        Long last = sent.lastOnTopic.put(published.topic(), published.sequence());
        if (last != null && last >= published.sequence()) {
            violations.add("%s: %s's number %d of key %s comes after its number %d".formatted(published.place(),
                    published.source(), published.sequence(), published.key(), last));
        }
    }

    /** Records whose rows have left: they count, but it is too late to say what they came before. */
    void passOver(List<PublishedRecord> left) {
        for (PublishedRecord published : left) {
            if (published.sequence() >= 1 && published.sequence() <= Integer.MAX_VALUE) {
                senders.computeIfAbsent(new Sender(published.source(), published.key()), _ -> new Sent()).sequences.set(
                        (int) published.sequence());
            }
        }
    }

    Finding finding() {
        senders.forEach((sender, sent) -> {
            int missing = sent.sequences.nextClearBit(1);
            if (missing < sent.sequences.length()) {
                violations.add("%s's number %d of key %s is missing".formatted(sender.source(), missing, sender.key()));
            }
        });
        return Finding.of(Invariant.SEQUENCE, "%,d records of %,d keys and senders, ascending and gapless".formatted(
                records, senders.size()), violations);
    }
}
