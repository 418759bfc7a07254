package dev.ordersaga.load.orders;

import java.util.List;
import java.util.random.RandomGenerator;

/** What is to become of an order, and of how many in a hundred. */
public enum Fate {

    CONFIRMED(90, "CONFIRMED"),
    /** Its customer has a cent. */
    DECLINED(4, "PAYMENT_DECLINED"),
    /** It wants two of an article of which there is one. */
    SHORT(4, "OUT_OF_STOCK"),
    /** Its customer cancels as soon as it is placed; it may be confirmed before. */
    CANCELLED(2, "CUSTOMER_REQUEST");

    private static final int ALL = 100;

    private final int share;
    private final String outcome;

    Fate(int share, String outcome) {
        this.share = share;
        this.outcome = outcome;
    }

    /** Whether an order of this fate may settle like that: CONFIRMED, or the reason why it was cancelled. */
    public boolean allows(String settled) {
        return settled.equals(outcome) || (this == CANCELLED && settled.equals(CONFIRMED.outcome));
    }

    static Fate drawn(RandomGenerator random) {
        int left = random.nextInt(ALL);
        for (var fate : List.of(values())) {
            left -= fate.share;
            if (left < 0) {
                return fate;
            }
        }
        throw new IllegalStateException("the shares are not 100");
    }
}
