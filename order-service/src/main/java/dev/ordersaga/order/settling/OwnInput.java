package dev.ordersaga.order.settling;

import java.util.UUID;

/** What happens in this service itself. */
sealed interface OwnInput extends SagaInput {

    record CancellationRequested(UUID orderId) implements OwnInput {}

    record DeadlinePassed(UUID orderId) implements OwnInput {}
}
