package dev.ordersaga.outbox.jdbc;

import java.time.Duration;
import java.util.function.ToLongFunction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.TaskScheduler;

/** Forgets rows of a certain age every hour. Any number of instances may do so at once. */
public final class OldRows {

    private static final Logger log = LoggerFactory.getLogger(OldRows.class);
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final String what;
    private final ToLongFunction<Duration> forget;
    private final Duration age;

    /** @param forget forgets what is older than that, and tells how many rows that were */
    public OldRows(String what, ToLongFunction<Duration> forget, Duration age) {
        this.what = what;
        this.forget = forget;
        this.age = age;
    }

    /**
     * Deletes in small steps that lock little.
     *
     * @param sql deletes some; its parameters are the age in seconds and how many at most
     * @return how many rows in all
     */
    public static long deleteInSteps(JdbcTemplate jdbc, String sql, Duration age, int atOnce) {
        long all = 0;
        int some;
        do {
            some = jdbc.update(sql, age.toMillis() / 1000.0, atOnce);
            all += some;
        } while (some == atOnce);
        return all;
    }

    /** Lets the scheduler do it from now on. */
    public void schedule(TaskScheduler scheduler) {
        var _ = scheduler.scheduleWithFixedDelay(this::forget, INTERVAL); // ends with the scheduler
    }

    private void forget() {
        try {
            long rows = forget.applyAsLong(age);
            if (rows > 0) {
                log.info("forgot {} {} older than {}", rows, what, age);
            }
        } catch (DataAccessException e) {
            log.warn("{} could not be tidied, the next attempt is in {}: {}", what, INTERVAL, e.toString());
        }
    }
}
