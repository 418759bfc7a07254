package dev.ordersaga.outbox.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.outbox.deadletter.DeadLetterTable;
import dev.ordersaga.outbox.deadletter.Letter;
import dev.ordersaga.outbox.deadletter.RawRecord;
import dev.ordersaga.outbox.deadletter.ReleasedLanes;
import dev.ordersaga.outbox.jdbc.JdbcInbox;
import dev.ordersaga.outbox.jdbc.JdbcOutbox;
import dev.ordersaga.outbox.jdbc.OutboxSchema;
import dev.ordersaga.testing.Infrastructure;
import dev.ordersaga.testing.Patience;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A lane is to go on whose letters cannot be read: no letter is to blame, and nothing gets better by asking at once again. */
class UnreadableLettersTest {

    private static final String NAME = "unreadable";
    private static final int MANY = 100;

    private final Infrastructure.Database database = Infrastructure.newDatabase();
    private final DriverManagerDataSource dataSource = new DriverManagerDataSource(database.jdbcUrl(),
            database.username(), database.password());
    private final JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    private final AtomicInteger transactions = new AtomicInteger();

    UnreadableLettersTest() {
        OutboxSchema.migrate(dataSource, "", 0);
        var record = new RawRecord("steps", 0, 1, 1, "key".getBytes(UTF_8), null, List.of());
        new DeadLetterTable(jdbc).park(NAME, new Letter(UUID.randomUUID(), UUID.randomUUID(), "Step", record),
                "poison");
        jdbc.execute("update dead_letter_lane set released = true");
        jdbc.execute("alter table dead_letter rename to elsewhere");
    }

    @Test
    void areAskedForAFewTimesAndThenItIsSaid() {
        assertThatThrownBy(replayer(new Retry(Duration.ZERO, 1, Duration.ZERO, 9))::one)
                .isInstanceOf(BadSqlGrammarException.class);
        assertThat(transactions).as("one that claims the lane, three that read").hasValue(1 + 3);
    }

    @Test
    void areNotAskedForInAPauseAndAStopEndsIt() {
        var retry = new Retry(Duration.ofHours(1), 1, Duration.ofHours(1), 9);
        var loop = new ReplayLoop(replayer(retry), retry, new CommitGate(transaction), Patience.LIMIT);
        loop.start();
        await().until(() -> transactions.get() >= 2);
        loop.stop();

        assertThat(transactions).hasValue(2);
    }

    private Replayer replayer(Retry retry) {
        var subscription = Subscription.named(NAME).on("steps", "Step", String.class, _ -> {}).build();
        RecordReader reader;
        try (var validation = Validation.buildDefaultValidatorFactory()) {
            reader = new RecordReader(subscription, JsonMapper.shared(), validation.getValidator());
        }
        var receiver = new Receiver(subscription, reader, new DeadLetterNotices(new JdbcOutbox(jdbc,
                JsonMapper.shared(), "/test"), JsonMapper.shared()), new SubscriptionMetrics(new SimpleMeterRegistry(),
                        NAME));
        return new Replayer(new Receivers(List.of(receiver)), new ReleasedLanes(jdbc), new JdbcInbox(jdbc),
                new Counted(), retry);
    }

    /** Too many of them end a test that would not end otherwise. */
    private final class Counted implements TransactionOperations {

        @Override
        public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
            if (transactions.incrementAndGet() > MANY) {
                throw new LinkageError("again and again");
            }
            return transaction.execute(action);
        }
    }
}
