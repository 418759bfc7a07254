package dev.ordersaga.local.client;

import java.net.URI;

/** What payment-service offers. Thread-safe. */
public final class Accounts {

    private final JsonService service;

    public Accounts(URI base) {
        this.service = new JsonService(base);
    }

    public Account of(String customerId) {
        return service.get("/accounts/" + JsonService.encoded(customerId), Account.class);
    }

    /** The first deposit opens the account. */
    public void deposit(String customerId, Money amount) {
        service.post("/accounts/" + JsonService.encoded(customerId) + "/deposits", new Deposit(amount));
    }

    record Deposit(Money amount) {}
}
