package dev.ordersaga.benchmarks.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

import javax.sql.DataSource;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.transaction.support.TransactionOperations;

import dev.ordersaga.benchmarks.messages.Messages;
import io.namastack.outbox.Outbox;
import io.namastack.outbox.handler.OutboxHandler;
import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.partition.PartitionHasher;

/** namastack-outbox with the settings of the best result that its documentation reports. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class NamastackApplication {

    private static final String TABLE = "outbox_record";

    private static final Map<String, Object> SETTINGS = Map.of(
            "spring.threads.virtual.enabled", true,
            "spring.kafka.producer.value-serializer",
            "org.springframework.kafka.support.serializer.JacksonJsonSerializer",
            "namastack.outbox.jdbc.schema-initialization.enabled", true,
            "namastack.outbox.polling.trigger", "fixed",
            "namastack.outbox.polling.fixed.interval", "25ms",
            "namastack.outbox.polling.batch-size", 800,
            "namastack.outbox.processing.executor-concurrency-limit", 30,
            "namastack.outbox.processing.delete-completed-records", true,
            "namastack.outbox.multicaster.enabled", false,
            "namastack.outbox.instance.rebalance-interval", "1s");

    static void main(String[] arguments) throws Exception {
        var context = SpringSettings.run(NamastackApplication.class, SETTINGS);
        var outbox = context.getBean(Outbox.class);
        var transactions = context.getBean(TransactionOperations.class);
        var row = transactions.execute(transaction -> {
            append(outbox, 0);
            transaction.setRollbackOnly();
            return row(context.getBean(DataSource.class));
        });
        Sample.keep(TABLE, Objects.requireNonNull(row));
        keepPartitions();
        Line.serve(arguments[0], (_, _) -> {}, () -> number -> transactions.executeWithoutResult(_ -> append(outbox,
                number)));
    }

    private static void append(Outbox outbox, long number) {
        outbox.schedule(Messages.event(number), Messages.key(number), Map.of("ce_type", Messages.TYPE, "ce_source",
                "/order-service", "ce_id", Messages.id(number).toString()));
    }

    private static String row(DataSource source) {
        try {
            return Sample.read(DataSourceUtils.getConnection(source), TABLE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A row has the number that its key is hashed to. */
    private static void keepPartitions() throws SQLException {
        try (var connection = Surroundings.connect(); var statement = connection.createStatement()) {
            statement.execute("create table key_partition (key text primary key, partition_no int not null)");
            try (var insert = connection.prepareStatement("insert into key_partition values (?, ?)")) {
                for (var number = 0; number < Messages.KEYS; number++) {
                    insert.setString(1, Messages.key(number));
                    insert.setInt(2, PartitionHasher.INSTANCE.getPartitionForRecordKey(Messages.key(number)));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }

    /** What the library's Kafka module does, which is not to be had from Maven Central in this version. */
    @Bean
    OutboxHandler kafkaHandler(KafkaOperations<Object, Object> kafka) {
        return new KafkaHandler(kafka);
    }

    private record KafkaHandler(KafkaOperations<Object, Object> kafka) implements OutboxHandler {

        @Override
        public void handle(Object payload, OutboxRecordMetadata metadata) {
            List<Header> headers = metadata.getContext().entrySet().stream()
                    .<Header>map(header -> new RecordHeader(header.getKey(), header.getValue().getBytes(UTF_8)))
                    .toList();
            try {
                kafka.send(new ProducerRecord<>(Surroundings.TOPIC, null, metadata.getKey(), payload, headers)).get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
