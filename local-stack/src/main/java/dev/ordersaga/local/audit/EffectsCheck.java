package dev.ordersaga.local.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A completed payment and a reservation exist only for an order that is PENDING, CANCELLING or CONFIRMED, and a
 * confirmed order has both.
 */
final class EffectsCheck {

    private EffectsCheck() {}

    /** What the three databases say, each in a snapshot of its own. */
    record Picture(Map<UUID, String> orders, Set<UUID> paid, Set<UUID> reserved) {}

    /** The orders that look wrong, with what is wrong about them. */
    static Map<UUID, String> suspects(Picture picture) {
        var suspects = new HashMap<UUID, String>();
        var ids = new HashSet<>(picture.paid());
        ids.addAll(picture.reserved());
        picture.orders().forEach((id, status) -> {
            if (status.equals("CONFIRMED")) {
                ids.add(id);
            }
        });
        for (UUID id : ids) {
            String wrong = wrong(picture.orders().get(id), picture.paid().contains(id), picture.reserved().contains(
                    id));
            if (!wrong.isEmpty()) {
                suspects.put(id, wrong);
            }
        }
        return suspects;
    }

    private static String wrong(@Nullable String status, boolean paid, boolean reserved) {
        String effects = paid && reserved
                ? "a completed payment and a reservation"
                : paid ? "a completed payment" : "a reservation";
        return switch (status) {
            case null -> effects + " for an order that does not exist";
            case "CONFIRMED" -> paid && reserved
                    ? ""
                    : "CONFIRMED, but has " + (paid
                            ? "no reservation"
                            : reserved ? "no completed payment" : "neither payment nor reservation");
            case "PENDING", "CANCELLING" -> "";
            default -> status + ", but has " + effects;
        };
    }

    static Finding finding(Picture picture, Map<UUID, String> persistent) {
        var violations = new Violations();
        persistent.forEach((id, wrong) -> violations.add("order %s: %s".formatted(id, wrong)));
        long confirmed = picture.orders().values().stream().filter("CONFIRMED"::equals).count();
        return Finding.of(Invariant.EFFECTS,
                "%,d orders, %,d of them CONFIRMED; %,d completed payments, %,d reservations".formatted(picture.orders()
                        .size(), confirmed, picture.paid().size(), picture.reserved().size()), violations);
    }
}
