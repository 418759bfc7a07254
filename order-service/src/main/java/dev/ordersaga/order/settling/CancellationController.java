package dev.ordersaga.order.settling;

import java.util.UUID;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import dev.ordersaga.order.order.Orders;
import dev.ordersaga.order.settling.OrderDecision.Refuse;
import dev.ordersaga.order.settling.OwnInput.CancellationRequested;
import dev.ordersaga.order.viewing.OrderView;
import dev.ordersaga.rest.Problems;

@RestController
class CancellationController {

    private final Orders orders;
    private final OrderSaga saga;

    CancellationController(Orders orders, OrderSaga saga) {
        this.orders = orders;
        this.saga = saga;
    }

    @PostMapping(path = "/orders/{id}/cancellation", produces = MediaType.APPLICATION_JSON_VALUE)
    @Transactional
    @Operation(summary = "Cancels an order, pending or confirmed", description = "Asking again changes nothing.")
    @ApiResponse(responseCode = "202", description = "It is being cancelled, or has been at the customer's request")
    @ApiResponse(responseCode = "409", ref = "Problem")
    ResponseEntity<OrderView> cancelOrder(@PathVariable UUID id) {
        var order = orders.find(id).orElseThrow(() -> Problems.notFound("order", id));
        if (saga.react(order, new CancellationRequested(id), OrderSaga.THIS_SERVICE) instanceof Refuse(var reason)) {
            throw Problems.conflict("The order has been cancelled already: " + reason);
        }
        var view = OrderView.of(order);
        return ResponseEntity.accepted().location(view.location()).body(view);
    }
}
