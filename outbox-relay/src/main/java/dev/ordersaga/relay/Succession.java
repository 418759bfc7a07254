package dev.ordersaga.relay;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;

import dev.ordersaga.relay.outbox.Candidate;
import dev.ordersaga.relay.outbox.Membership;
import org.jspecify.annotations.Nullable;

/**
 * Who should publish a source. Everybody who looks at the same membership comes to the same result, so nothing has to be
 * agreed upon: also instances that have different sources, because the place of the source in the list is taken from
 * the first candidate, not from one's own.
 */
final class Succession {

    private Succession() {}

    /** The candidate that should have the source, with regard to all; null if nobody offers. */
    static @Nullable Candidate preferred(Membership membership) {
        var all = new HashSet<>(membership.candidates());
        if (membership.owner() != null) {
            all.add(membership.owner()); // if he does not offer: he does it nevertheless
        }
        return preferred(all);
    }

    /** The one to go first as soon as the source is free; null if nobody is meant more than others. */
    static @Nullable Candidate heir(Membership membership) {
        var preferred = preferred(membership);
        return preferred == null || !preferred.equals(membership.owner())
                ? preferred
                : preferred(membership.candidates().stream().filter(each -> !each.equals(preferred)).toList());
    }

    /**
     * The sources are dealt out in their order, each to the instance with the highest score for it that has not got its
     * share yet. So the numbers of sources differ by one at most, and when an instance comes or goes, most sources stay
     * where they are, which "number modulo instances" would not do.
     */
    private static @Nullable Candidate preferred(Collection<Candidate> candidates) {
        var instances = candidates.stream().filter(Candidate::takesPart).sorted().toList();
        if (instances.isEmpty()) {
            return null;
        }
        var deal = new Deal(instances, instances.getFirst().sources());
        for (var source = 0; source < instances.getFirst().ordinal(); source++) {
            deal.next();
        }
        return instances.get(deal.next());
    }

    private static final class Deal {

        private final List<Candidate> instances;
        private final int[] sources;
        private final int share;
        private int remainder;
        private int source;

        Deal(List<Candidate> instances, int all) {
            this.instances = instances;
            this.sources = new int[instances.size()];
            this.share = all / instances.size();
            this.remainder = all % instances.size();
        }

        /** Who gets the next source. */
        int next() {
            var best = -1;
            for (var instance = 0; instance < sources.length; instance++) {
                if (hasRoom(instance) && (best < 0 || score(instance) > score(best))) {
                    best = instance;
                }
            }
            if (sources[best]++ == share) {
                remainder--;
            }
            source++;
            return best;
        }

        private boolean hasRoom(int instance) {
            return sources[instance] < share || (sources[instance] == share && remainder > 0);
        }

        /** By name: an instance started again gets back what it had. Any mixing will do that spreads well. */
        private long score(int instance) {
            var mixed = (instances.get(instance).instance().hashCode() * 31L + source) * 0x9E3779B97F4A7C15L;
            mixed = (mixed ^ mixed >>> 32) * 0xBF58476D1CE4E5B9L;
            return mixed ^ mixed >>> 29;
        }
    }
}
