package dev.ordersaga.inventory.reservation;

import java.util.List;
import java.util.UUID;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.ordersaga.rest.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;

@RestController
class ReservationsController {

    private final JdbcReservations reservations;

    ReservationsController(JdbcReservations reservations) {
        this.reservations = reservations;
    }

    /** The lines are what the order asks for, whatever the status; empty where the order has not come. */
    @Schema(name = "Reservation")
    record ReservationView(UUID orderId, ReservationStatus status, List<LineView> lines) {}

    @Schema(name = "Line")
    record LineView(String sku, int quantity) {}

    @GetMapping("/reservations/{orderId}")
    @Operation(summary = "The reservation for an order", description = "What is no id of an order, whatever it looks like, is not found.")
    ReservationView getReservation(@PathVariable UUID orderId) {
        return reservations.read(orderId)
                .map(ReservationsController::view)
                .orElseThrow(() -> Problems.notFound("reservation for order", orderId));
    }

    private static ReservationView view(Reservation reservation) {
        var lines = reservation.lines().entrySet().stream()
                .map(line -> new LineView(line.getKey(), line.getValue()))
                .toList();
        return new ReservationView(reservation.orderId(), reservation.status(), lines);
    }
}
