package dev.ordersaga.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

import dev.ordersaga.outbox.messaging.SubscriptionContainers;
import dev.ordersaga.testing.Infrastructure;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The starter in a service that knows nothing of orders, on the real database and broker. */
@SpringBootTest
@Import(Infrastructure.class)
class LibraryTest {

    @Autowired
    Shelves shelves;
    @Autowired
    JdbcTemplate jdbc;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    SubscriptionContainers subscriptions;
    @Autowired
    HealthIndicator kafkaHealthIndicator;

    private Desk desk;
    private final String isbn = "isbn-" + UUID.randomUUID();

    @BeforeEach
    void openDesk() {
        await().until(() -> kafkaHealthIndicator.health().getStatus().equals(Status.UP));
        desk = new Desk(Infrastructure.kafka().bootstrapServers());
    }

    @AfterEach
    void closeDesk() {
        desk.close();
    }

    @Test
    void aMessageIsHandledInOneTransactionWithWhatItSends() throws Exception {
        desk.bookReturned(UUID.randomUUID(), isbn, "ann").flush();

        awaitShelved(isbn);
        assertThat(jdbc.queryForObject("select count(*) from shelved join outbox using (transaction_id) "
                + "where isbn = ? and message_key = ? and type = 'BookShelved'", Integer.class, isbn, isbn)).isOne();
    }

    @Test
    void aMessageIsHandledWhileAllOthersWaitForConnections() throws Exception {
        var over = new CompletableFuture<Void>();
        var locked = new CountDownLatch(1);
        var crowd = new CountDownLatch(16);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> transaction.execute(_ -> {
                lockDoor();
                locked.countDown();
                return over.join();
            }));
            locked.await();
            var others = IntStream.range(0, 16).mapToObj(_ -> threads.submit(() -> {
                crowd.countDown();
                comeInAtLast();
            })).toList();
            crowd.await();
            try {
                desk.bookReturned(UUID.randomUUID(), isbn, "ann").flush();
                await().until(() -> shelves.attempts(isbn) > 0);
            } finally {
                over.complete(null);
            }
            first.get();
            for (var other : others) {
                other.get();
            }
        }
        awaitShelved(isbn);
    }

    /** Whoever is told that there is no connection comes again. */
    private void comeInAtLast() {
        boolean refused;
        do {
            try {
                transaction.executeWithoutResult(_ -> lockDoor());
                refused = false;
            } catch (CannotCreateTransactionException _) {
                refused = true;
            }
        } while (refused);
    }

    private void lockDoor() {
        jdbc.execute("select pg_advisory_xact_lock(4711)");
    }

    @Test
    void aMessageThatComesTwiceTakesEffectOnce() throws Exception {
        var id = UUID.randomUUID();
        desk.bookReturned(id, isbn, "ann").bookReturned(id, isbn, "ann").flush();
        desk.bookReturned(id, isbn, "ann").bookReturned(UUID.randomUUID(), isbn + "-last", "ann").flush();

        awaitShelved(isbn + "-last");
        assertThat(shelved(isbn)).isOne();
        assertThat(sent("shelf-events", isbn)).hasSize(1);
    }

    @Test
    void aPollBatchIsOneTransaction() throws Exception {
        subscriptions.stop();
        for (int i = 0; i < 200; i++) {
            desk.bookReturned(UUID.randomUUID(), isbn + "-" + i, "ann");
        }
        desk.flush();
        subscriptions.start();

        awaitShelved(isbn + "-199");
        int transactions = jdbc.queryForObject(
                "select count(distinct transaction_id) from shelved where isbn like ?", Integer.class, isbn + "-%");
        int largest = shelves.largestBatch(isbn + "-199");
        assertThat(largest).as("messages in the batch of the last one").isGreaterThan(1);
        assertThat(transactions).as("transactions for 200 messages").isLessThan(200);
        assertThat(jdbc.queryForObject("select count(*) from shelved where transaction_id = "
                + "(select transaction_id from shelved where isbn = ?)", Integer.class, isbn + "-199"))
                .isEqualTo(largest);
    }

    @ParameterizedTest
    @CsvSource({"defect, IllegalStateException: a defect, 4", "rejected, RejectedMessageException: no such member, 2",
            "unindexable, index row size, 4", "endless, StackOverflowError, 4",
            "unlinked, NoClassDefFoundError: Fine, 4"})
    void aPoisonMessageIsParkedWithItsCauseAndTheOthersOfItsBatchAreHandled(String member, String cause, int attempts)
            throws Exception {
        desk.bookReturned(UUID.randomUUID(), isbn + "-before", "ann")
                .bookReturned(UUID.randomUUID(), isbn, member)
                .bookReturned(UUID.randomUUID(), isbn + "-after", "ann")
                .flush();

        awaitShelved(isbn + "-before");
        awaitShelved(isbn + "-after");
        await().until(() -> sent("desk-events.dlt", isbn).size() == 1);
        assertThat(shelved(isbn)).as("rolled back").isZero();
        assertThat(sent("shelf-events", isbn)).as("rolled back").isEmpty();
        var letter = sent("desk-events.dlt", isbn).getFirst();
        assertThat((String) letter.get("headers"))
                .contains("\"dlt_subscription\":\"library-shelves\"", "\"dlt_topic\":\"desk-events\"",
                        cause);
        assertThat(new String((byte[]) letter.get("payload"), UTF_8)).contains(isbn);
        assertThat(shelves.attempts(isbn)).as("attempts").isEqualTo(attempts);
    }

    @Test
    void aTransientFailureIsTriedAgainUntilItPassesAndKeepsTheOrderOfItsKey() throws Exception {
        desk.bookReturned(UUID.randomUUID(), isbn, "deadlock").bookReturned(UUID.randomUUID(), isbn, "ann").flush();

        await().until(() -> shelved(isbn) == 2);
        assertThat(jdbc.queryForList("select member from shelved where isbn = ? order by transaction_id",
                String.class, isbn)).containsExactly("deadlock", "ann");
        assertThat(sent("desk-events.dlt", isbn)).isEmpty();
    }

    @Test
    void recordsThatAreNoMessagesAreParkedAndTheNextOneIsHandled() throws Exception {
        var good = Desk.headers(UUID.randomUUID());
        desk.record(Map.of(), isbn + "-1", "{}".getBytes(UTF_8));
        desk.record(good, isbn + "-2", "no json".getBytes(UTF_8));
        desk.record(with("ce_id", ""), isbn + "-3", "{}".getBytes(UTF_8));
        desk.record(with("ce_time", "yesterday"), isbn + "-4", "{}".getBytes(UTF_8));
        desk.record(with("ce_sequence", "many"), isbn + "-5", "{}".getBytes(UTF_8));
        desk.record(with("ce_source", "x".repeat(5_000)), isbn + "-6", "{}".getBytes(UTF_8));
        desk.record(with("ce_id", "1"), isbn + "-7", "{\"isbn\":\"\",\"member\":\"ann\"}".getBytes(UTF_8));
        desk.record(with("ce_id", "2"), isbn + "-8", "null".getBytes(UTF_8));
        desk.record(with("ce_id", "3"), isbn + "-9", null);
        desk.record(with("ce_id", "4"), isbn + "-10", "[]".getBytes(UTF_8));
        var hostile = new ProducerRecord<byte[], byte[]>("desk-events", 0, (isbn + "-0").getBytes(UTF_8), new byte[]{0,
                -1});
        hostile.headers().add("ce_type", new byte[]{(byte) 0xff, 0});
        hostile.headers().add("\0", null);
        hostile.headers().add("spring_json_header_types", "{".getBytes(UTF_8));
        desk.send(hostile);
        desk.bookReturned(UUID.randomUUID(), isbn, "ann").flush();

        awaitShelved(isbn);
        var parked = IntStream.range(0, 11).mapToObj(i -> sent("desk-events.dlt", isbn + "-" + i)).toList();
        assertThat(parked).allSatisfy(rows -> assertThat(rows).hasSize(1));
        assertThat(parked.stream().flatMap(List::stream).map(row -> (String) row.get("headers")))
                .anySatisfy(headers -> assertThat(headers).contains("ce_type is missing"))
                .anySatisfy(headers -> assertThat(headers).contains("the payload is no BookReturned"))
                .anySatisfy(headers -> assertThat(headers).contains("isbn must not be blank"))
                .anySatisfy(headers -> assertThat(headers).contains("\\\"base64\\\":\\\"/wA=\\\""));
    }

    @Test
    void aRecordWithoutAKeyOrWithOneThatIsNoTextIsNotLost() throws Exception {
        desk.record(Desk.headers(UUID.randomUUID()), null,
                "{\"isbn\":\"%s\",\"member\":\"ann\"}".formatted(isbn).getBytes(UTF_8));
        var hostile = new ProducerRecord<>("desk-events", 0, new byte[]{(byte) 0xfe, 0, 1}, isbn.getBytes(UTF_8));
        Desk.headers(UUID.randomUUID()).forEach((name, text) -> hostile.headers().add(name, text.getBytes(UTF_8)));
        desk.send(hostile).flush();

        awaitShelved(isbn);
        await().until(() -> !jdbc.queryForList(
                "select 1 from outbox where topic = 'desk-events.dlt' and payload = ?", isbn.getBytes(UTF_8))
                .isEmpty());
    }

    /** A notice that no broker takes would hold up the outbox for ever. */
    @ParameterizedTest
    @CsvSource({"0, 20, 0", "1000000, 20, 10", "40000, 980000, 15000", "2000, 1000000, 15000"})
    void whateverAStrangerWritesTheBrokerTakesTheNoticeOfIt(int keyBytes, int valueBytes, int headerBytes)
            throws Exception {
        byte[] key = random(keyBytes);
        var record = new ProducerRecord<>("desk-events", 0, key, random(valueBytes));
        record.headers().add("ce_type", "BookReturned".getBytes(UTF_8)).add("isbn", isbn.getBytes(UTF_8));
        record.headers().add("control", "\1".repeat(headerBytes).getBytes(UTF_8));
        desk.send(record).flush();

        await().until(() -> !notices().isEmpty());
        var notice = notices().getFirst();
        Map<String, String> headers = JsonMapper.shared().readValue((String) notice.get("headers"),
                new TypeReference<>() {});
        var published = new ProducerRecord<>("desk-events.dlt", ((String) notice.get("message_key")).getBytes(UTF_8),
                (byte[]) notice.get("payload"));
        headers.forEach((name, text) -> published.headers().add(name, text.getBytes(UTF_8)));
        desk.send(published).flush();
        assertThat(headers).containsEntry("dlt_topic", "desk-events");
        if (keyBytes > 2_000) {
            assertThat(headers).containsEntry("dlt_key_encoding", "sha-256");
            assertThat(notice).containsEntry("message_key", HexFormat.of().formatHex(MessageDigest.getInstance(
                    "SHA-256").digest(key)));
        } else if (keyBytes > 0) {
            assertThat(headers).containsEntry("dlt_key_encoding", "base64");
            assertThat(notice).containsEntry("message_key", Base64.getEncoder().encodeToString(key));
        } else {
            assertThat(headers).doesNotContainKey("dlt_key_encoding");
        }
    }

    private List<Map<String, Object>> notices() {
        return jdbc.queryForList("select * from outbox where topic = 'desk-events.dlt' and position(? in headers) > 0",
                isbn);
    }

    /** Bytes that no compression makes fewer. */
    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }

    @Test
    void aTypeThatNobodySubscribedToIsIgnored() throws Exception {
        desk.record(with("ce_type", "BookBurned"), isbn, "no json".getBytes(UTF_8));
        desk.bookReturned(UUID.randomUUID(), isbn, "ann").flush();

        awaitShelved(isbn);
        assertThat(sent("desk-events.dlt", isbn)).isEmpty();
    }

    @Test
    void whatAHandlerSendsSaysWhatCausedIt() throws Exception {
        var id = UUID.randomUUID();
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var headers = Desk.headers(id);
        headers.put("ce_correlationid", "saga-7");
        headers.put("ce_traceparent", trace);
        desk.bookReturned(headers, isbn, "ann").flush();

        awaitShelved(isbn);
        assertThat((String) sent("shelf-events", isbn).getFirst().get("headers"))
                .contains("\"ce_source\":\"/library\"", "\"ce_correlationid\":\"saga-7\"",
                        "\"ce_causationid\":\"" + id + "\"", "\"ce_traceparent\":\"" + trace + "\"",
                        "\"ce_sequence\":\"1\"");
    }

    @Test
    void whileTheDatabaseIsAwayMessagesWaitAndNoneIsParked() throws Exception {
        Infrastructure.postgres().kill();
        try {
            desk.bookReturned(UUID.randomUUID(), isbn, "ann").flush();
        } finally {
            Infrastructure.postgres().restart();
        }

        awaitShelved(isbn);
        assertThat(shelved(isbn)).isOne();
        assertThat(sent("desk-events.dlt", isbn)).isEmpty();
    }

    @Test
    void aRestartedBrokerIsFoundAgainAndHealthTellsTheTruth() throws Exception {
        Infrastructure.kafka().stop();
        try {
            assertThat(kafkaHealthIndicator.health().getStatus()).isEqualTo(Status.DOWN);
        } finally {
            Infrastructure.kafka().restart();
        }
        await().until(() -> kafkaHealthIndicator.health().getStatus().equals(Status.UP));

        desk.bookReturned(UUID.randomUUID(), isbn, "ann").flush();
        awaitShelved(isbn);
    }

    private static Map<String, String> with(String header, String value) {
        var headers = Desk.headers(UUID.randomUUID());
        headers.put(header, value);
        return headers;
    }

    private void awaitShelved(String isbn) {
        await().ignoreExceptions().until(() -> shelved(isbn) > 0);
    }

    private int shelved(String isbn) {
        return jdbc.queryForObject("select count(*) from shelved where isbn = ?", Integer.class, isbn);
    }

    private List<Map<String, Object>> sent(String topic, String key) {
        return jdbc.queryForList("select * from outbox where topic = ? and message_key = ? order by position", topic,
                key);
    }
}
