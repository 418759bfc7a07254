package dev.ordersaga.local.audit;

/** The invariants that can be judged from outside, under their numbers in the list of guarantees. */
public enum Invariant {

    MONEY(1, "money"), STOCK(2, "stock"), EFFECTS(3, "effects"), ENDINGS(4, "endings"), PUBLICATION(5,
            "publication"), SEQUENCE(6, "sequence"), ONCE(7,
                    "once"), COMPENSATION(8, "compensation"), ISOLATION(9, "isolation"), BASELINE(10, "baseline");

    private final int number;
    private final String title;

    Invariant(int number, String title) {
        this.number = number;
        this.title = title;
    }

    public int number() {
        return number;
    }

    public String title() {
        return title;
    }
}
