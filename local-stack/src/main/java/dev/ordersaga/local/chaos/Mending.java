package dev.ordersaga.local.chaos;

/** How what has been broken is mended again; returns when it works, as far as that depends on it alone. */
@FunctionalInterface
interface Mending {

    /** What is over in a moment needs none. */
    Mending NONE = () -> {};

    void end();
}
