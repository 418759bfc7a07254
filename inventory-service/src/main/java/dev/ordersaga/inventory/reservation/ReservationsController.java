package dev.ordersaga.inventory.reservation;

import java.util.List;
import java.util.UUID;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.ordersaga.rest.Problems;

@RestController
class ReservationsController {

    private final JpaReservations reservations;

    ReservationsController(JpaReservations reservations) {
        this.reservations = reservations;
    }

    /** The lines are what the order asks for, whatever the status; empty where the order has not come. */
    record ReservationView(UUID orderId, ReservationStatus status, List<LineView> lines) {}

    record LineView(String sku, int quantity) {}

    @GetMapping("/reservations/{orderId}")
    ReservationView reservation(@PathVariable UUID orderId) {
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
