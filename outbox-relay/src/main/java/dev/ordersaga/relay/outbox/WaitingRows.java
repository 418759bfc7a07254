package dev.ordersaga.relay.outbox;

import java.util.List;

/**
 * Which rows of a key wait: all that have not been passed.
 *
 * @param key its {@link KeyName}
 * @param passed exactly these rows of the key do not wait, whatever order their writers committed them in
 * @param lowest where to begin to look for the others
 * @param highest where to end
 */
public record WaitingRows(String key, List<Passed> passed, long lowest, long highest) {

    /** The rows visible in a snapshot that have that position or a lower one. */
    public record Passed(Snapshot snapshot, long upTo) {

        public static Passed all(Snapshot snapshot) {
            return new Passed(snapshot, Long.MAX_VALUE);
        }

        private String condition() {
            return "(pg_visible_in_snapshot(transaction_id, '%s') and position <= %d)".formatted(snapshot.text(), upTo);
        }
    }

    /** As a condition of SQL. */
    String condition() {
        return "not (" + String.join(" or ", passed.stream().map(Passed::condition).toList()) + ")";
    }
}
