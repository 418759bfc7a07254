package dev.ordersaga.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import dev.ordersaga.local.infrastructure.EmbeddedPostgres;
import dev.ordersaga.local.process.Ports;
import dev.ordersaga.testing.Infrastructure;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox table of the starter and the configuration of docs/kafka-connect.md, as it stands there. */
class KafkaConnectTest {

    private static final Path DOCS = Path.of("..", "docs", "connect");
    private static final Path MIGRATIONS = Path.of("..", "outbox-spring-boot-starter", "src", "main", "resources",
            "dev", "ordersaga", "outbox", "migration");
    private static final String HEARTBEAT = "__debezium-heartbeat.outbox";

    private final String topic = "topic-" + UUID.randomUUID();
    private final Path folder;
    private final EmbeddedPostgres database;
    private final List<ConsumerRecord<String, byte[]>> received = new ArrayList<>();

    KafkaConnectTest(@TempDir Path folder) {
        this.folder = folder;
        this.database = EmbeddedPostgres.start(folder.resolve("data"), 0, folder.resolve("postgres.log"),
                Map.of("wal_level", "logical"));
    }

    @BeforeEach
    void prepare() throws Exception {
        execute(Files.readString(MIGRATIONS.resolve("V1__outbox_and_inbox.sql")));
        execute(Files.readString(MIGRATIONS.resolve("V2__retention.sql")));
        execute(Files.readString(DOCS.resolve("prepare.sql")));
        ConnectWorker.unpackPlugin(folder.resolve("plugins"));
        try (var admin = Admin.create(kafka())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            if (!admin.listTopics().names().get().contains(HEARTBEAT)) {
                admin.createTopics(List.of(new NewTopic(HEARTBEAT, 1, (short) 1))).all().get();
            }
        }
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void theTableWorksWithTheStockConnectorAndItsOutboxEventRouter() throws Exception {
        append("a", "{\"number\":1}");
        try (var worker = start(); var consumer = consumer()) {
            receives(consumer, worker, 1);
            execute("begin; " + insert("b", "{\"number\":2}") + "; " + insert("a", "{\"number\": 3}") + "; commit");
            receives(consumer, worker, 3);
            execute("truncate outbox_p0"); // as retention does
            append("a", "{\"number\":4}");
            receives(consumer, worker, 4);
            assertThat(headers(received.getLast())).containsAllEntriesOf(last());
            rowsLeaveWhenTheSlotHasPassedThem();
        }
        assertThat(received).extracting(ConsumerRecord::key).containsExactly("a", "b", "a", "a");
        assertThat(received).extracting(record -> new String(record.value(), UTF_8)).containsExactly("{\"number\":1}",
                "{\"number\":2}", "{\"number\": 3}", "{\"number\":4}");
        assertThat(received).allSatisfy(record -> assertThat(headers(record)).satisfies(headers -> {
            assertThat(headers).containsOnlyKeys("ce_id", "ce_type", "ce_time", "ce_source",
                    "content-type", "headers");
            assertThat(headers).containsEntry("ce_type", "OrderPlaced")
                    .containsEntry("ce_source", "/order-service").containsEntry("content-type", "application/json")
                    .containsEntry("headers", "{\"ce_source\":\"/order-service\"}");
        }));
    }

    @Test
    void whatIsCommittedWhileTheWorkerIsAwayIsPublishedWhenItIsBack() throws Exception {
        try (var consumer = consumer()) {
            append("a", "1");
            try (var killed = start()) {
                receives(consumer, killed, 1);
            }
            append("a", "2");
            try (var worker = start()) {
                await().until(() -> {
                    poll(consumer);
                    assertThat(worker.isAlive()).isTrue();
                    return received.stream().anyMatch(record -> new String(record.value(), UTF_8).equals("2"));
                });
            }
        }
        assertThat(received).extracting(record -> new String(record.value(), UTF_8)).contains("1").endsWith("2");
    }

    /** Which it does although nobody writes to the outbox: its heartbeat goes on. */
    private void rowsLeaveWhenTheSlotHasPassedThem() throws SQLException {
        execute("update outbox_retention set keep = '0', partition_interval = '1 microsecond'");
        execute("select outbox_make_ahead()");
        execute("select outbox_make_ahead()");
        var seen = query("select pg_current_snapshot()");
        var here = query("select pg_current_wal_insert_lsn()");
        await().until(() -> query("""
                select count(outbox_report_published('connect', '%s', null)) from pg_replication_slots
                 where slot_name = 'outbox_connect' and confirmed_flush_lsn > '%s'""".formatted(seen, here))
                .equals("1"));
        execute("select outbox_drop_behind()");
        assertThat(query("select count(*) from outbox")).isEqualTo("0");
    }

    private Map<String, String> last() {
        return Map.of("ce_id", query("select id::text from outbox order by position desc limit 1"), "ce_time",
                query("""
                        select trim(trailing '0' from to_char(created_at at time zone 'utc',
                                    'YYYY-MM-DD"T"HH24:MI:SS.US')) || 'Z'
                          from outbox order by position desc limit 1"""));
    }

    private ConnectWorker start() {
        var environment = Map.of( //
                "BOOTSTRAP_SERVERS", Infrastructure.kafka().bootstrapServers(), //
                "REST_PORT", String.valueOf(Ports.free()), //
                "OFFSETS_FILE", folder.resolve("offsets").toString(), //
                "DATABASE_HOST", "127.0.0.1", //
                "DATABASE_PORT", String.valueOf(database.port()), //
                "DATABASE_NAME", "postgres", //
                "DATABASE_PASSWORD", "outbox_connect", //
                "CE_SOURCE", "/order-service");
        return ConnectWorker.start(folder, DOCS.resolve("worker.properties"), DOCS.resolve("outbox.properties"),
                environment, Path.of("target", "connect.log"));
    }

    private void receives(KafkaConsumer<String, byte[]> consumer, ConnectWorker worker, int number) {
        await().pollInSameThread().untilAsserted(() -> {
            poll(consumer);
            assertThat(worker.isAlive()).isTrue();
            assertThat(received).hasSize(number);
        });
    }

    private void poll(KafkaConsumer<String, byte[]> consumer) {
        consumer.poll(Duration.ofMillis(100)).forEach(received::add);
    }

    private KafkaConsumer<String, byte[]> consumer() {
        var consumer = new KafkaConsumer<>(kafka(), new StringDeserializer(), new ByteArrayDeserializer());
        var partition = List.of(new TopicPartition(topic, 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
        return consumer;
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", Infrastructure.kafka().bootstrapServers());
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        var headers = new TreeMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    private void append(String key, String payload) throws SQLException {
        execute(insert(key, payload));
    }

    private String insert(String key, String payload) {
        return """
                insert into outbox (id, topic, message_key, type, payload, headers)
                values (gen_random_uuid(), '%s', '%s', 'OrderPlaced', '%s', '{"ce_source":"/order-service"}')"""
                .formatted(topic, key, payload);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.connect("postgres"); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) {
        try (var connection = database.connect("postgres");
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
