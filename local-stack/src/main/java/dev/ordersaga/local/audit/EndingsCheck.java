package dev.ordersaga.local.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Every saga ends within its time, and nothing follows the end. Judged by each order's status, by its steps and by what
 * order-service has sent about it, in the order of the commits.
 */
final class EndingsCheck {

    enum Status {
        PENDING, CONFIRMED, CANCELLING, CANCELLED
    }

    /**
     * One order.
     *
     * @param due when it should have settled: its deadline, or later where a customer cancelled it later
     * @param now by the database's clock
     * @param positions the positions of its steps, ascending
     * @param sent the types of order-service's messages about it, in commit order, without dead letters; null if it is so
     * old that some of them may have left the outbox
     */
    record Saga(UUID id, Status status, Instant due, Instant now, List<Integer> positions,
            @Nullable List<String> sent) {

        boolean isOpen() {
            return status == Status.PENDING || status == Status.CANCELLING;
        }
    }

    /** Both arrays are in order; a saga is due by its deadline or, when it was cancelled afterwards, its last step. */
    static final String QUERY = """
            select o.id, o.status, greatest(o.deadline_at, s.last_at) as due, clock_timestamp() as now,
                   coalesce(s.positions, '{}') as positions, coalesce(m.types, '{}') as types,
                   -- a step and its message are not made in the same instant
                   coalesce(s.first_at <= (select dropped_until + interval '1 minute' from outbox_retention), false) as old
            from orders o
            left join (select order_id, min(at) as first_at, max(at) as last_at, array_agg(position::int order by position) as positions
                       from order_step group by order_id) s on s.order_id = o.id
            left join (select message_key, array_agg(type order by position) as types
                       from outbox where topic not like '%.dlt' group by message_key) m on m.message_key = o.id::text
            """;

    private final Duration grace;
    private final boolean settledDemanded;
    private final Map<Status, Long> counts = new EnumMap<>(Status.class);
    private final Map<UUID, String> suspects = new HashMap<>();

    EndingsCheck(Duration grace, boolean settledDemanded) {
        this.grace = grace;
        this.settledDemanded = settledDemanded;
    }

    void add(Saga saga) {
        counts.merge(saga.status(), 1L, Long::sum);
        String wrong = wrong(saga);
        if (!wrong.isEmpty()) {
            suspects.put(saga.id(), wrong);
        }
    }

    Map<UUID, String> suspects() {
        return Map.copyOf(suspects);
    }

    private String wrong(Saga saga) {
        if (saga.isOpen() && settledDemanded) {
            return "still " + saga.status();
        }
        if (saga.isOpen() && saga.now().isAfter(saga.due().plus(grace))) {
            return "%s, %ds after it was due".formatted(saga.status(), Duration.between(saga.due(), saga.now())
                    .toSeconds());
        }
        if (!isGapless(saga.positions())) {
            return "its steps are not gapless: " + saga.positions();
        }
        var sent = saga.sent();
        return sent == null || fits(saga.status(), sent) ? "" : "is %s but sent %s".formatted(saga.status(), sent);
    }

    private static boolean isGapless(List<Integer> positions) {
        return !positions.isEmpty() && positions.getFirst() <= 1
                && positions.getLast() - positions.getFirst() == positions.size() - 1;
    }

    private static boolean fits(Status status, List<String> sent) {
        boolean once = new HashSet<>(sent).size() == sent.size();
        boolean placedFirst = sent.indexOf("OrderPlaced") == 0;
        boolean confirmed = sent.contains("OrderConfirmed");
        boolean compensated = sent.contains("CancelPayment") || sent.contains("ReleaseStock");
        boolean cancelled = sent.contains("OrderCancelled");
        boolean cancelledLast = !cancelled || sent.getLast().equals("OrderCancelled");
        boolean fits = switch (status) {
            case PENDING -> sent.size() == 1;
            case CONFIRMED -> confirmed && !compensated && !cancelled;
            case CANCELLING -> !cancelled;
            case CANCELLED -> cancelled;
        };
        return once && placedFirst && cancelledLast && fits;
    }

    Finding finding(Map<UUID, String> persistent) {
        var violations = new Violations();
        persistent.forEach((id, wrong) -> violations.add("order %s: %s".formatted(id, wrong)));
        long orders = counts.values().stream().mapToLong(Long::longValue).sum();
        long open = counts.getOrDefault(Status.PENDING, 0L) + counts.getOrDefault(Status.CANCELLING, 0L);
        String each = counts.entrySet().stream().map(count -> "%,d %s".formatted(count.getValue(), count.getKey()))
                .collect(Collectors.joining(", "));
        return Finding.of(Invariant.ENDINGS, "%,d orders%s%s, %,d open".formatted(orders, orders == 0 ? "" : ": ", each,
                open), violations);
    }
}
