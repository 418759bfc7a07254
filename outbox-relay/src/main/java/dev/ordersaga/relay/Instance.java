package dev.ordersaga.relay;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.SplittableRandom;

import dev.ordersaga.relay.outbox.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * This run of the program among others.
 *
 * @param name of use to a person; in the same place it is the same after a restart
 * @param run tells two apart that have been given the same name
 */
record Instance(String name, String run) {

    private static final int RADIX = 36;
    private static final int RUN_LENGTH = 5;

    static Instance named(String name) {
        var runs = (int) Math.pow(RADIX, RUN_LENGTH);
        return new Instance(name, Integer.toString(new SplittableRandom().nextInt(runs), RADIX));
    }

    /** @param port 0 for any: then the process tells instances of one host apart */
    static Instance on(int port) {
        var suffix = port == 0 ? "-" + ProcessHandle.current().pid() : ":" + port;
        var host = host().replaceAll("[^\\w.-]", "-");
        var room = Candidate.LONGEST_INSTANCE - suffix.length();
        return named(host.substring(Math.max(0, host.length() - room)) + suffix); // what differs is at the end
    }

    /** In containers the environment knows it, and there need not be a name server that does. */
    private static String host() {
        @Nullable
        String host = System.getenv("HOSTNAME");
        if (host != null && !host.isBlank()) {
            return host;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    Candidate candidate(int ordinal, int sources) {
        return new Candidate(name, run, ordinal, sources);
    }
}
