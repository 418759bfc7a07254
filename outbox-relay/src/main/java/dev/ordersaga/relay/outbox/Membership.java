package dev.ordersaga.relay.outbox;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Who publishes a source and who could, at one moment.
 *
 * @param owner whose session has the lock
 * @param candidates all that offer to publish it and have given a sign of life, the owner among them if it offered
 * @param lastPosition the highest position of the table, if there is one
 */
public record Membership(@Nullable Candidate owner, List<Candidate> candidates, OptionalLong lastPosition) {

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
