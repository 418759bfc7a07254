package dev.ordersaga.benchmarks.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import com.gruelbox.transactionoutbox.DefaultPersistor;
import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.zaxxer.hikari.HikariDataSource;

import dev.ordersaga.benchmarks.messages.Messages;

/** gruelbox's transaction-outbox: calls of an interface are kept and made again after the commit, each by itself. */
public final class GruelboxProgram {

    private static final String TABLE = "txno_outbox";
    private static final int THREADS = 30;
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final Duration ATTEMPT_FREQUENCY = Duration.ofMinutes(2);

    private GruelboxProgram() {}

    /** What is called: sends a message and returns when it is acknowledged. */
    public interface Publisher {

        void publish(String topic, String key, String payload);
    }

    private record KafkaPublisher(KafkaProducer<byte[], byte[]> producer) implements Publisher {

        @Override
        public void publish(String topic, String key, String payload) {
            try {
                producer.send(new ProducerRecord<>(topic, null, key.getBytes(UTF_8), payload.getBytes(UTF_8), List.of(
                        new RecordHeader("ce_type", Messages.TYPE.getBytes(UTF_8))))).get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static void main(String[] arguments) throws Exception {
        var settings = Surroundings.producer();
        settings.put("linger.ms", 0); // each call waits for its record
        var publisher = new KafkaPublisher(new KafkaProducer<>(settings, new ByteArraySerializer(),
                new ByteArraySerializer()));
        var source = new HikariDataSource();
        source.setJdbcUrl(Surroundings.JDBC_URL);
        source.setUsername(Surroundings.USER);
        source.setPassword(Surroundings.PASSWORD);
        source.setMaximumPoolSize(THREADS + 10);
        var transactions = TransactionManager.fromDataSource(source);
        var submitter = Submitter.withExecutor(Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().daemon()
                .factory()));
        var begun = new AtomicBoolean(); // the sample is not to be sent; its row is written just before the commit
        var outbox = TransactionOutbox.builder()
                .transactionManager(transactions)
                .persistor(DefaultPersistor.builder().dialect(Dialect.POSTGRESQL_9).build())
                .instantiator(Instantiator.using(_ -> publisher))
                .submitter((entry, work) -> {
                    if (begun.get()) {
                        submitter.submit(entry, work);
                    }
                })
                .attemptFrequency(ATTEMPT_FREQUENCY)
                .build();
        transactions.inTransaction(() -> outbox.schedule(Publisher.class).publish(Surroundings.TOPIC, "KEY",
                "PAYLOAD"));
        try (var connection = source.getConnection(); var statement = connection.createStatement()) {
            Sample.keep(TABLE, Sample.read(connection, TABLE));
            statement.execute("delete from " + TABLE);
        }
        begun.set(true);
        Line.inBackground(() -> flush(outbox));
        Line.serve(arguments[0], (_, _) -> {}, () -> number -> transactions.inTransaction(() -> outbox.schedule(
                Publisher.class)
                .publish(Surroundings.TOPIC, Messages.key(number), new String(Messages.payload(number), ISO_8859_1))));
    }

    private static void flush(TransactionOutbox outbox) {
        while (true) {
            try {
                while (outbox.flush()) {
                    // until there is no more
                }
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
