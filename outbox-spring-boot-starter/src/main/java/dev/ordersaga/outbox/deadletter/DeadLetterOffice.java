package dev.ordersaga.outbox.deadletter;

import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Where somebody decides what becomes of dead letters. What is decided is committed when a method returns; it is carried out
 * by whichever instance of the service takes it up. Thread-safe.
 */
public final class DeadLetterOffice {

    private static final String LETTER = """
            select subscription, lane, state, attempts from dead_letter where id = ?""";

    private static final String LOCK = """
            select released from dead_letter_lane where subscription = ? and lane = ? for update""";

    private static final String FIRST = """
            select min(id) from dead_letter where subscription = ? and lane = ? and discarded_at is null""";

    private static final String RELEASE = """
            update dead_letter_lane set released = true where subscription = ? and lane = ?""";

    private static final String RELEASE_ALL = """
            update dead_letter_lane l set released = true
             where not released and subscription = any(?) and (?::text is null or subscription = ?)
               and (?::text is null or exists (select from dead_letter d where d.subscription = l.subscription
                     and d.lane = l.lane and d.discarded_at is null and d.record_key = convert_to(?, 'UTF8')))""";

    private static final String DISCARD = """
            update dead_letter set discarded_at = clock_timestamp(), reason = ? where id = ?""";

    private final JdbcTemplate jdbc;
    private final TransactionOperations transaction;
    private final Set<String> subscriptions;
    private final Runnable released;

    /**
     * @param subscriptions those that this service runs
     * @param released is called when there is something to be carried out
     */
    public DeadLetterOffice(JdbcTemplate jdbc, TransactionOperations transaction, Set<String> subscriptions,
            Runnable released) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.subscriptions = Set.copyOf(subscriptions);
        this.released = released;
    }

    /** @param attempts the replays that have failed */
    private record Found(Lane lane, LetterState state, int attempts) {}

    /**
     * Lets the key of that letter go on, beginning with the letter. @return how many replays of it had failed before
     *
     * @throws UnknownLetterException if there is none of that id, perhaps because it has been handled
     * @throws LetterRefusedException if it is not the first of its key, was discarded, or nobody here can handle it
     */
    public int replay(long id) {
        return decide(id, (found, first) -> {
            if (first != id) {
                throw new LetterRefusedException("letter %d waits behind letter %d: decide about that one".formatted(id,
                        first));
            }
            if (!subscriptions.contains(found.lane().subscription())) {
                throw new LetterRefusedException("this service has no subscription " + found.lane().subscription());
            }
            release(found.lane());
        });
    }

    /**
     * Lets all keys go on that a letter holds up.
     *
     * @param subscription only those of that one, unless null
     * @param key only those of that key, unless null
     * @return how many keys
     */
    public int replayAll(@Nullable String subscription, @Nullable String key) {
        Integer lanes = transaction.execute(_ -> jdbc.update(RELEASE_ALL,
                subscriptions.toArray(String[]::new), subscription, subscription, key, key));
        released.run();
        return lanes == null ? 0 : lanes;
    }

    /**
     * Sets the letter aside for ever. If its key has waited for it, that goes on.
     *
     * @param reason kept with it
     * @throws UnknownLetterException if there is none of that id, perhaps because it has been handled
     * @throws LetterRefusedException if it was discarded before
     */
    public void discard(long id, String reason) {
        decide(id, (found, first) -> {
            jdbc.update(DISCARD, reason, id);
            if (first == id) {
                release(found.lane());
            }
        });
    }

    private void release(Lane lane) {
        jdbc.update(RELEASE, lane.subscription(), lane.id());
    }

    @FunctionalInterface
    private interface Decision {

        void carryOut(Found found, long first);
    }

    private int decide(long id, Decision decision) {
        Integer attempts = transaction.execute(_ -> {
            var lane = find(id).lane();
            jdbc.queryForList(LOCK, lane.subscription(), lane.id());
            var found = find(id); // as it is now that nobody else is at it
            if (found.state() == LetterState.DISCARDED) {
                throw new LetterRefusedException("letter %d was discarded".formatted(id));
            }
            Long first = jdbc.queryForObject(FIRST, Long.class, lane.subscription(), lane.id());
            decision.carryOut(found, first == null ? id : first);
            return found.attempts();
        });
        released.run();
        return attempts == null ? 0 : attempts;
    }

    private Found find(long id) {
        return jdbc.query(LETTER, (row, _) -> new Found(new Lane(row.getString(1), row.getObject(2, UUID.class)),
                LetterState.valueOf(row.getString(3)), row.getInt(4)), id).stream().findFirst()
                .orElseThrow(() -> new UnknownLetterException("there is no dead letter " + id
                        + "; what was handled meanwhile is not kept"));
    }
}
