package dev.ordersaga.outbox.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.RejectedMessageException;
import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.outbox.deadletter.DeadLetterOffice;
import dev.ordersaga.outbox.deadletter.DeadLetterTable;
import dev.ordersaga.outbox.deadletter.ReleasedLanes;
import dev.ordersaga.outbox.jdbc.CommitListener;
import dev.ordersaga.outbox.jdbc.JdbcInbox;
import dev.ordersaga.outbox.jdbc.JdbcOutbox;
import dev.ordersaga.outbox.jdbc.OutboxSchema;
import dev.ordersaga.testing.Infrastructure;
import dev.ordersaga.testing.Patience;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * One partition, read by two consumers at once as during a rebalance, while handlers fail, others replay all the time and
 * several instances carry that out: each message takes effect once, in the order of its key.
 */
class LanesUnderFireTest {

    private static final String NAME = "fire";
    private static final int KEYS = 12;
    private static final int MESSAGES = 1_200;

    record Step(String key, int number) {}

    private static final Infrastructure.Database DATABASE = Infrastructure.newDatabase();

    /** A pool, with what services like to have. */
    private final DataSource dataSource = DataSourceBuilder.create()
            .url(DATABASE.jdbcUrl() + (DATABASE.jdbcUrl().contains("?") ? "&" : "?") + "reWriteBatchedInserts=true")
            .username(DATABASE.username())
            .password(DATABASE.password()).build();
    private final JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
    private final TransactionTemplate transaction = new TransactionTemplate(transactions);
    private final JdbcInbox inbox = new JdbcInbox(jdbc);
    private final DeadLetterTable letters = new DeadLetterTable(jdbc);
    private final ReleasedLanes lanes = new ReleasedLanes(jdbc);
    private final Retry retry = new Retry(Duration.ofMillis(1), 1, Duration.ofMillis(1), 3);
    private final Subscription subscription = Subscription.named(NAME).on("steps", "Step", Step.class, this::step)
            .build();
    private final SubscriptionMetrics metrics = new SubscriptionMetrics(new SimpleMeterRegistry(), NAME);
    private final DeadLetterNotices notices = new DeadLetterNotices(new JdbcOutbox(jdbc, JsonMapper.shared(), "/fire"),
            JsonMapper.shared());
    private final RecordReader reader;
    private final DeadLetterOffice office;
    private volatile double poisoned = 0.08;
    private volatile boolean reading = true;

    LanesUnderFireTest() {
        transactions.addListener(new CommitListener());
        OutboxSchema.migrate(dataSource, "", 0);
        jdbc.execute("create table if not exists step (nr bigint generated always as identity, key text, number int)");
        jdbc.execute("truncate step, inbox, dead_letter, dead_letter_lane");
        try (var validation = Validation.buildDefaultValidatorFactory()) {
            reader = new RecordReader(subscription, JsonMapper.shared(), validation.getValidator());
        }
        office = new DeadLetterOffice(jdbc, transaction, Set.of(NAME), () -> {});
    }

    @AfterEach
    void close() throws Exception {
        ((AutoCloseable) dataSource).close();
    }

    /** The row and the failure: what fails leaves nothing. */
    private void step(IncomingMessage<Step> message) {
        jdbc.update("insert into step (key, number) values (?, ?)", message.payload().key(),
                message.payload().number());
        if (ThreadLocalRandom.current().nextDouble() < poisoned) {
            throw new RejectedMessageException("poison");
        }
    }

    @Test
    void eachMessageTakesEffectOnceAndInTheOrderOfItsKey() throws Exception {
        var records = records();
        List<Callable<Void>> work = List.of(() -> read(records, 1), () -> read(records, 2), this::replay, this::replay,
                this::letAllGoOn);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = work.stream().map(threads::submit).toList();
            results.get(0).get(Patience.LIMIT.toSeconds(), SECONDS);
            results.get(1).get(Patience.LIMIT.toSeconds(), SECONDS);
            reading = false;
            for (var result : results) {
                result.get(Patience.LIMIT.toSeconds(), SECONDS);
            }
        }
        assertThat(jdbc.queryForObject("select count(*) from outbox where topic = 'steps.dlt'", Integer.class))
                .as("notices of what was parked").isPositive();
        poisoned = 0;
        office.replayAll(null, null);
        while (replayer().one()) {
            // until nothing is left
        }

        for (int key = 0; key < KEYS; key++) {
            assertThat(jdbc.queryForList("select number from step where key = ? order by nr", Integer.class,
                    "key-" + key)).as("key %d", key).isEqualTo(IntStream.range(0, MESSAGES / KEYS).boxed().toList());
        }
        assertThat(jdbc.queryForList("select * from dead_letter_lane")).as("lanes that are held").isEmpty();
        assertThat(jdbc.queryForList("select * from dead_letter")).as("letters").isEmpty();
    }

    @Test
    void whatAnInstanceLeavesInTheMiddleIsGoneOnWithByAnother() {
        poisoned = 1;
        var records = records().stream().filter(record -> new String(record.key(), UTF_8).equals("key-0")).toList();
        listener().onMessage(records);
        jdbc.update("truncate inbox"); // long ago: what is kept here is not kept twice
        listener().onMessage(records);
        assertThat(jdbc.queryForList("select state from dead_letter order by id", String.class)).hasSize(100)
                .startsWith("PARKED", "WAITING");
        poisoned = 0;
        office.replayAll(null, "key-0");
        int[] begun = {0};
        var dying = new Replayer(receivers(), lanes, inbox, new TransactionTemplate(transactions) {
            private static final long serialVersionUID = 1L;

            @Override
            public <T> T execute(TransactionCallback<T> action) {
                if (++begun[0] == 5) {
                    throw new DataAccessResourceFailureException("dead");
                }
                return super.execute(action);
            }
        }, retry);

        assertThatThrownBy(dying::one).hasMessage("dead");
        assertThat(jdbc.queryForObject("select count(*) from step", Integer.class)).isBetween(1, 99);
        assertThat(replayer().one()).isTrue();
        assertThat(replayer().one()).isFalse();
        assertThat(jdbc.queryForList("select number from step order by nr", Integer.class))
                .isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    private Void read(List<ConsumerRecord<byte[], byte[]>> records, int seed) {
        var listener = listener();
        var random = new Random(seed);
        for (int from = 0; from < records.size();) {
            int to = Math.min(records.size(), from + 1 + random.nextInt(40));
            try {
                listener.onMessage(records.subList(from, to));
                from = to;
            } catch (RuntimeException again) {
                assertThat(again).hasMessageContaining("cannot go on");
            }
        }
        return null;
    }

    private Void replay() {
        var replayer = replayer();
        while (reading) {
            replayer.one();
        }
        return null;
    }

    private Void letAllGoOn() {
        while (reading) {
            office.replayAll(null, null);
        }
        return null;
    }

    private SubscriptionListener listener() {
        return new SubscriptionListener(subscription, reader, new Arrivals(NAME, inbox, letters),
                new DeadLetters(NAME, letters, notices), transaction, retry, metrics);
    }

    private Replayer replayer() {
        return new Replayer(receivers(), lanes, inbox, transaction, retry);
    }

    private Receivers receivers() {
        return new Receivers(List.of(new Receiver(subscription, reader, notices, metrics)));
    }

    private static List<ConsumerRecord<byte[], byte[]>> records() {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>(MESSAGES);
        for (int i = 0; i < MESSAGES; i++) {
            String key = "key-" + i % KEYS;
            var record = new ConsumerRecord<>("steps", 0, i, key.getBytes(UTF_8),
                    "{\"key\":\"%s\",\"number\":%d}".formatted(key, i / KEYS).getBytes(UTF_8));
            record.headers().add("ce_id", UUID.nameUUIDFromBytes(("" + i).getBytes(UTF_8)).toString().getBytes(UTF_8))
                    .add("ce_type", "Step".getBytes(UTF_8)).add("ce_source", "/fire".getBytes(UTF_8));
            records.add(record);
        }
        return records;
    }
}
