package dev.ordersaga.local.stack;

import java.util.List;

/** Which instances a stack has, and how they reach its two servers. Asked while the stack is made, by one thread. */
public interface Wiring {

    /** One instance of each program, connected directly. */
    Wiring USUAL = new Wiring() {};

    /** What comes between a program's name and the number of a further instance. */
    String NUMBER = "-";

    /**
     * Instances beside the first one of each program, by names such as {@code order-service-2}. They are parts of the stack
     * that are not started with the rest.
     */
    default List<String> further() {
        return List.of();
    }

    /** Whether instances reach the servers by ways of their own, so that {@link #way} is asked for each. */
    default boolean hasWays() {
        return false;
    }

    /**
     * @param instance the name of a part that is a program
     * @param server {@link Parts#POSTGRES} or {@link Parts#KAFKA}
     * @param port where the server listens for this instance
     * @return the port at which the instance is told to look for it
     */
    default int way(String instance, String server, int port) {
        return port;
    }

    /** The program that such an instance is one of. */
    static String program(String instance) {
        return Parts.PROGRAMS.stream()
                .filter(program -> instance.equals(program) || instance.startsWith(program + NUMBER))
                .findFirst().orElseThrow(() -> new IllegalArgumentException(instance + " is no program"));
    }
}
