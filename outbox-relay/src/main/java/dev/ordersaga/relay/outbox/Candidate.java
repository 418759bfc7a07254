package dev.ordersaga.relay.outbox;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An instance of the relay as one of those that publish a source or could, the way the name of its session tells it.
 *
 * @param instance its name, at most {@value #LONGEST_INSTANCE} characters
 * @param run different in every run of the program: two instances of one name are still two
 * @param ordinal the place of the source among the sources of this instance, in the order of their names, from 0
 * @param sources how many sources this instance has; 0 of one that is not known to take part in spreading them
 */
public record Candidate(String instance, String run, int ordinal, int sources) implements Comparable<Candidate> {

    public static final int LONGEST_INSTANCE = 40;

    /** What PostgreSQL keeps of an application name. */
    private static final int LONGEST_NAME = 63;

    private static final Pattern NAME = Pattern.compile(".*@([^@~#]+)~(\\w+)#(\\d{1,4})/(\\d{1,4})");
    private static final Comparator<Candidate> ORDER = Comparator.comparing(Candidate::instance)
            .thenComparing(Candidate::run);

    /** Two of one instance's name are told apart. */
    public boolean isSameInstance(Candidate other) {
        return instance.equals(other.instance) && run.equals(other.run);
    }

    public boolean takesPart() {
        return ordinal < sources;
    }

    @Override
    public int compareTo(Candidate other) {
        return ORDER.compare(this, other);
    }

    /** Nothing is found by the name of the lock in it, so that is what is cut off if all of it is too long. */
    String sessionName(String lock) {
        var rest = "@" + instance + "~" + run + "#" + ordinal + "/" + sources;
        var ascii = lock.replaceAll("[^ -~]", "?");
        return ascii.substring(0, Math.min(ascii.length(), Math.max(0, LONGEST_NAME - rest.length()))) + rest;
    }

    /** Of a session that is named otherwise (a relay of another version) nothing is known but that name. */
    static Candidate ofSession(String name) {
        return Optional.of(NAME.matcher(name)).filter(matcher -> matcher.matches())
                .map(matcher -> new Candidate(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3)),
                        Integer.parseInt(matcher.group(4))))
                .orElseGet(() -> new Candidate(name, "", 0, 0));
    }
}
