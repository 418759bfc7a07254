package dev.ordersaga.simulation.books;

/** Something that must not be. */
public record Violation(Invariant invariant, String words) {

    @Override
    public String toString() {
        return invariant + ": " + words;
    }
}
