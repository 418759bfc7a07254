package dev.ordersaga.local.chaos;

import java.util.function.LongConsumer;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.audit.AuditFailedException;
import dev.ordersaga.local.audit.Auditor;
import dev.ordersaga.local.audit.Snapshot;

/** How many orders have not settled yet, as far as the database can be asked. */
final class OrderCounts {

    private final Endpoints endpoints;
    private final Auditor auditor;

    OrderCounts(Endpoints endpoints, Auditor auditor) {
        this.endpoints = endpoints;
        this.auditor = auditor;
    }

    /** @return whether there was an answer */
    boolean open(LongConsumer count) {
        try (var orders = Snapshot.of(endpoints.ordersJdbc(), auditor)) {
            orders.read("select count(*) from orders where status in ('PENDING', 'CANCELLING')",
                    row -> count.accept(row.getLong(1)));
            return true;
        } catch (AuditFailedException _) {
            return false;
        }
    }
}
