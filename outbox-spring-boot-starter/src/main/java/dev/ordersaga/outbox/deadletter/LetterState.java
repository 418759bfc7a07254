package dev.ordersaga.outbox.deadletter;

/** What has become of a letter so far; one that was handled is not kept. */
public enum LetterState {

    /** It could not be handled and holds up its key. */
    PARKED,
    /** It waits for one before it. */
    WAITING,
    /** Somebody has set it aside. */
    DISCARDED
}
