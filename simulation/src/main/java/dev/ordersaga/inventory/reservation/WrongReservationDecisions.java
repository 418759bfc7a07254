package dev.ordersaga.inventory.reservation;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

import dev.ordersaga.inventory.reservation.ReservationDecision.AwaitOrder;
import dev.ordersaga.inventory.reservation.ReservationDecision.Bar;
import dev.ordersaga.inventory.reservation.ReservationDecision.Drop;
import dev.ordersaga.inventory.reservation.ReservationDecision.FallShort;
import dev.ordersaga.inventory.reservation.ReservationDecision.Ignore;
import dev.ordersaga.inventory.reservation.ReservationDecision.Reserve;
import dev.ordersaga.simulation.bug.Bug;

/** The reservation's real decisions, but for the planted bug. */
final class WrongReservationDecisions implements ReservationDecision.Decider {

    private final Set<Bug> bugs;

    WrongReservationDecisions(Set<Bug> bugs) {
        this.bugs = bugs;
    }

    @Override
    public ReservationDecision decide(ReservationStatus status, SortedMap<String, Integer> lines,
            ReceivedMessage message, ToLongFunction<String> availableOf) {
        var decision = ReservationDecision.decide(status, lines, message, availableOf);
        return bugs.isEmpty() ? decision : wrong(status, decision, availableOf);
    }

    private ReservationDecision wrong(ReservationStatus status, ReservationDecision decision,
            ToLongFunction<String> availableOf) {
        return switch (decision) {
            case FallShort(var ordered, _) when has(Bug.SOME_LINES_RESERVED) -> reserveSome(ordered, decision,
                    availableOf);
            case FallShort(var ordered, _) when has(Bug.ONE_LINE_CHECKED) && availableOf.applyAsLong(ordered
                    .firstKey()) >= ordered.firstEntry().getValue() -> new Reserve(ordered);
            case FallShort(var ordered, _) when has(Bug.OVERSOLD) -> new Reserve(ordered);
            case AwaitOrder _ when has(Bug.EARLY_PAYMENT_FORGOTTEN) -> new Ignore();
            case Bar _ when has(Bug.SHORT_NOT_RELEASED) && status == ReservationStatus.SHORT -> new Drop();
            default -> decision;
        };
    }

    private static ReservationDecision reserveSome(SortedMap<String, Integer> ordered, ReservationDecision otherwise,
            ToLongFunction<String> availableOf) {
        var some = new TreeMap<>(ordered);
        some.entrySet().removeIf(line -> availableOf.applyAsLong(line.getKey()) < line.getValue());
        return some.isEmpty() ? otherwise : new Reserve(some);
    }

    private boolean has(Bug bug) {
        return bugs.contains(bug);
    }
}
