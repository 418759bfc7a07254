package dev.ordersaga.simulation.process;

/** Unwinds what a killed program was doing. No exception, so that nobody handles it. */
public final class KilledError extends Error {

    private static final long serialVersionUID = 1L;

    KilledError() {
        super("killed", null, false, false);
    }
}
