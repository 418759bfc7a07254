package dev.ordersaga.local.client;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What payment-service offers. Thread-safe. */
public final class Accounts {

    private final JsonService service;

    /** @param instances asked before each request; they take turns */
    public Accounts(Supplier<List<URI>> instances) {
        this.service = new JsonService(new Instances(instances));
    }

    public Account of(String customerId) {
        return service.get("/accounts/" + JsonService.encoded(customerId), Account.class);
    }

    /** The first deposit opens the account. */
    public void deposit(String customerId, Money amount) {
        service.post("/accounts/" + JsonService.encoded(customerId) + "/deposits", new Deposit(amount));
    }

    /** The same key with the same amount pays in once. */
    public void deposit(String customerId, Money amount, String idempotencyKey) {
        service.post("/accounts/" + JsonService.encoded(customerId) + "/deposits", new Deposit(amount),
                Map.of("Idempotency-Key", idempotencyKey), Account.class);
    }

    record Deposit(Money amount) {}
}
