package dev.ordersaga.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

import dev.ordersaga.local.stack.Parts;

/** What can be done to a stack. Titles are for people, with the target in them. */
enum FaultKind {

    PROGRAM_KILLED("kill -9 of %s", 9, 0, 5, Parts.PROGRAMS), //
    SERVER_KILLED("kill -9 of %s", 4, 0, 5, Targets.SERVERS), //
    BACKEND_KILLED("kill -9 of one backend of %s", 2, 0, 0, Targets.POSTGRES), //
    BACKENDS_TERMINATED("some sessions of %s terminated", 4, 0, 0, Targets.POSTGRES), //
    PROGRAM_FROZEN("%s frozen (SIGSTOP)", 7, 5, 40, Parts.PROGRAMS), //
    SERVER_FROZEN("%s frozen (SIGSTOP)", 2, 5, 40, Targets.SERVERS), //
    CUT("%s refuses connections", 5, 2, 20, Targets.SERVERS), //
    HUSHED("%s does not answer", 3, 2, 20, Targets.SERVERS), //
    INSTANCE_ADDED("a second %s comes and goes", 6, 5, 40, Parts.PROGRAMS), //
    LONG_TRANSACTION("a transaction holds xmin in %s", 3, 10, 60, Targets.DATABASES), //
    POISON("records nobody can read on %s", 4, 0, 0, Topic.NAMES), //
    DUPLICATES("records once more on %s", 4, 0, 0, Topic.NAMES), //
    DEADLINES("deadlines pass early in %s", 4, 0, 0, List.of("orders"));

    private final String title;
    private final int weight;
    private final int shortest;
    private final int longest;
    @SuppressWarnings("ImmutableEnumChecker") // only ever lists of the JDK that cannot be changed
    private final List<String> targets;

    /**
     * @param weight how often it is drawn, beside the others
     * @param shortest in seconds, and so is the longest; both 0 for what is done in a moment
     */
    FaultKind(String title, int weight, int shortest, int longest, List<String> targets) {
        this.title = title;
        this.weight = weight;
        this.shortest = shortest;
        this.longest = longest;
        this.targets = targets;
    }

    static FaultKind draw(RandomGenerator random) {
        int left = random.nextInt(List.of(values()).stream().mapToInt(kind -> kind.weight).sum());
        int index = 0;
        while (left >= values()[index].weight) {
            left -= values()[index++].weight;
        }
        return values()[index];
    }

    String title(String target) {
        return title.formatted(target);
    }

    String target(RandomGenerator random) {
        return targets.get(random.nextInt(targets.size()));
    }

    /** Mostly not far from the shortest. */
    Duration lasts(RandomGenerator random) {
        double far = random.nextDouble() * random.nextDouble();
        return Duration.ofMillis(Math.round(1_000 * (shortest + far * (longest - shortest))));
    }

    /** What only one fault at a time may use; nothing for those that disturb no other. */
    List<String> claims(String target) {
        return switch (this) {
            case PROGRAM_KILLED, SERVER_KILLED, PROGRAM_FROZEN, SERVER_FROZEN -> List.of(target);
            case BACKEND_KILLED, BACKENDS_TERMINATED -> List.of(target);
            case CUT, HUSHED -> List.of("ways to " + target);
            case INSTANCE_ADDED -> List.of(Network.second(target));
            case LONG_TRANSACTION -> List.of("transaction in " + target);
            case POISON, DUPLICATES, DEADLINES -> List.of();
        };
    }

    private static final class Targets {

        static final List<String> SERVERS = List.of(Parts.POSTGRES, Parts.KAFKA);
        static final List<String> POSTGRES = List.of(Parts.POSTGRES);
        static final List<String> DATABASES = List.of("orders", "payments", "inventory");
    }
}
