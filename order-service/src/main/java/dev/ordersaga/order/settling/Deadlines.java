package dev.ordersaga.order.settling;

import java.time.Clock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import dev.ordersaga.order.order.Orders;
import dev.ordersaga.order.settling.OwnInput.DeadlinePassed;

/** Gives up on orders that have been pending for too long. Any number of instances may do so at once. */
@Component
class Deadlines {

    static final int BATCH = 100;

    private static final Logger log = LoggerFactory.getLogger(Deadlines.class);

    private final Orders orders;
    private final OrderSaga saga;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Deadlines(Orders orders, OrderSaga saga, PlatformTransactionManager transactions, Clock clock) {
        this.orders = orders;
        this.saga = saga;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${orders.deadline-poll-interval}")
    void poll() {
        try {
            var all = expireAll();
            if (all > 0) {
                log.info("gave up on {} orders that were pending for too long", all);
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("could not look for overdue orders, will try again: {}", e.toString());
        }
    }

    /** Goes on at once after a full batch. Returns how many there were. */
    int expireAll() {
        int all = 0;
        int some;
        do {
            some = transaction.execute(_ -> expireSome());
            all += some;
        } while (some == BATCH);
        return all;
    }

    private int expireSome() {
        var overdue = orders.claimOverdue(clock.instant(), BATCH);
        overdue.forEach(order -> saga.react(order, new DeadlinePassed(order.id()), OrderSaga.THIS_SERVICE));
        return overdue.size();
    }
}
