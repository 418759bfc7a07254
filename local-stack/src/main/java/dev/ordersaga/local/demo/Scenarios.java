package dev.ordersaga.local.demo;

import java.util.List;

/** All scenarios, in the order of the demo. */
public final class Scenarios {

    public static final int BURST_ORDERS = 500;
    public static final int BURST_CUSTOMERS = 20;

    private static final String CONFIRMED = "CONFIRMED";
    private static final String DECLINED = "CANCELLED PAYMENT_DECLINED";
    private static final String OUT_OF_STOCK = "CANCELLED OUT_OF_STOCK";
    private static final String BY_CUSTOMER = "CANCELLED CUSTOMER_REQUEST";

    private Scenarios() {}

    public static List<Scenario> all() {
        return all(BURST_ORDERS, BURST_CUSTOMERS);
    }

    /** With a burst of that size. */
    public static List<Scenario> all(int orders, int customers) {
        return List.of(
                new Scenario("confirmed", "An order is paid, reserved and confirmed", CONFIRMED, false,
                        OrdinaryScenarios::confirmed),
                new Scenario("payment-declined", "The money does not suffice", DECLINED, false,
                        OrdinaryScenarios::paymentDeclined),
                new Scenario("stock-short", "Stock is short: the payment is cancelled, the money is back",
                        OUT_OF_STOCK, false, OrdinaryScenarios::stockShort),
                new Scenario("no-such-account", "The customer has no account", DECLINED, false,
                        OrdinaryScenarios::noSuchAccount),
                new Scenario("cancelled-while-pending", "The customer cancels before the order is confirmed",
                        BY_CUSTOMER, false, CancellationScenarios::whilePending),
                new Scenario("cancelled-after-confirmation", "The customer cancels a confirmed order", BY_CUSTOMER,
                        false, CancellationScenarios::afterConfirmation),
                new Scenario("same-key-twice", "The same Idempotency-Key is sent twice", "CONFIRMED once", false,
                        OrdinaryScenarios::sameKeyTwice),
                new Scenario("payment-service-killed", "payment-service is killed between placing and paying",
                        CONFIRMED, true, KillScenarios::paymentServiceKilled),
                new Scenario("relay-killed", "The relay is killed between placing and paying", CONFIRMED, true,
                        KillScenarios::relayKilled),
                new Burst(orders, customers).scenario());
    }
}
