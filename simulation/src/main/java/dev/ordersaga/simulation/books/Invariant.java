package dev.ordersaga.simulation.books;

/** What must hold whatever happens. The first six are those of {@code ./saga audit}, under the same names. */
public enum Invariant {

    MONEY("balances and completed payments together are what was deposited"), //
    STOCK("what is available and what is reserved is together what was delivered"), //
    EFFECTS("payments and reservations exist for living orders alone, and a confirmed order has both"), //
    ENDINGS("every saga ends, and nothing follows the end"), //
    PUBLICATION("outbox rows and records are the same set"), //
    SEQUENCE("the records of one key are in the order of its commits"), //
    ONCE("a message takes effect once per consumer"), //
    COMPENSATION("what is undone has happened, and is undone once"), //
    LOCKS("no transaction waits for one that waits for it"), //
    HANDLING("no message and no request fails for good"), //
    PROMISES("what a client was told is so");

    private final String words;

    Invariant(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
