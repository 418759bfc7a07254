package dev.ordersaga.simulation.world;

import static dev.ordersaga.simulation.books.Invariant.PROMISES;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.ordersaga.simulation.books.Books;
import dev.ordersaga.simulation.books.OrderRow;

/** Whether what clients were told is so, when everything has been answered and has settled. */
record Promises(Clients clients, Books books) {

    void check() {
        var statuses = books.orders().stream().collect(Collectors.toMap(OrderRow::id, OrderRow::status));
        if (statuses.size() != clients.placements()) {
            books.report(PROMISES, "%d orders were placed, there are %d".formatted(clients.placements(), statuses
                    .size()));
        }
        clients.requestedPlacements().forEach(request -> checkPlaced(request, statuses));
        clients.requestedCancellations().forEach(request -> checkCancelled(request, statuses));
        clients.deposits().forEach((customer, amount) -> {
            if (books.deposits(customer).compareTo(amount) != 0) {
                books.report(PROMISES, "%s has paid in %s, the books say %s".formatted(customer, amount, books
                        .deposits(customer)));
            }
        });
        clients.deliveries().forEach((sku, quantity) -> {
            if (books.deliveries(sku) != quantity) {
                books.report(PROMISES, "%d %s were delivered, the books say %d".formatted(quantity, sku, books
                        .deliveries(sku)));
            }
        });
    }

    private void checkPlaced(Request request, Map<UUID, String> statuses) {
        var order = request.order();
        if (order != null && !statuses.containsKey(order)) {
            books.report(PROMISES, "order %s was acknowledged, but is not there".formatted(order));
        }
    }

    private void checkCancelled(Request request, Map<UUID, String> statuses) {
        var order = request.order();
        var answer = request.answer();
        if (order != null && answer != null && answer.accepted() && !"CANCELLED".equals(statuses.get(order))) {
            books.report(PROMISES, "the cancellation of order %s was accepted, but it is %s".formatted(order, statuses
                    .get(order)));
        }
    }
}
