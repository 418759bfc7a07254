package dev.ordersaga.relay.outbox;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Who publishes a source and who could, at one moment.
 *
 * @param owner whose session has the lock
 * @param candidates all that offer to publish it and have given a sign of life, the owner among them if it offered
 * @param positions of the table's rows, partition by partition: whole ranges may be left out between two of them
 */
public record Membership(@Nullable Candidate owner, List<Candidate> candidates, List<Positions> positions) {

    /** From the lowest to the highest, both included. */
    public record Positions(long lowest, long highest) {}

    /** How many rows there may be above a position: gaps within a partition are counted as rows. */
    public long rowsAbove(long position) {
        return rowsBetween(position, Long.MAX_VALUE);
    }

    /** The same up to another position, which is included. */
    public long rowsBetween(long position, long last) {
        return positions.stream().mapToLong(
                each -> Math.max(0, Math.min(each.highest(), last) - Math.max(each.lowest() - 1, position))).sum();
    }

    public boolean isOwnedBy(Candidate candidate) {
        return owner != null && owner.isSameInstance(candidate);
    }

    public @Nullable String ownerName() {
        return owner == null ? null : name(owner);
    }

    public List<String> candidateNames() {
        return candidates.stream().sorted().map(this::name).toList();
    }

    /** The instance's, and the run's if there is another instance of that name. */
    private String name(Candidate candidate) {
        var isAmbiguous = Stream.concat(Stream.ofNullable(owner), candidates.stream())
                .anyMatch(other -> other.instance().equals(candidate.instance()) && !other.isSameInstance(candidate));
        return isAmbiguous ? candidate.instance() + "~" + candidate.run() : candidate.instance();
    }
}
