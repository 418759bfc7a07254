package dev.ordersaga.outbox.jdbc;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.TaskScheduler;

/** Forgets old inbox rows every hour. Any number of instances may do so at once. */
public final class InboxRetention {

    private static final Logger log = LoggerFactory.getLogger(InboxRetention.class);
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final JdbcInbox inbox;
    private final Duration age;

    public InboxRetention(JdbcInbox inbox, Duration age) {
        this.inbox = inbox;
        this.age = age;
    }

    /** Lets the scheduler do it from now on. */
    public void schedule(TaskScheduler scheduler) {
        var _ = scheduler.scheduleWithFixedDelay(this::forget, INTERVAL); // ends with the scheduler
    }

    private void forget() {
        try {
            long rows = inbox.forgetOlderThan(age);
            if (rows > 0) {
                log.info("forgot {} inbox rows older than {}", rows, age);
            }
        } catch (DataAccessException e) {
            log.warn("the inbox could not be tidied, the next attempt is in {}: {}", INTERVAL, e.toString());
        }
    }
}
