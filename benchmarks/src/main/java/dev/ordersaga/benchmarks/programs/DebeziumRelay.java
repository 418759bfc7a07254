package dev.ordersaga.benchmarks.programs;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;

/**
 * The Debezium engine, embedded: pgoutput, a publication of the outbox's inserts alone, no snapshot, its records taken as
 * they are (no conversion, no transformation) and sent in large batches, while the engine reads on. A batch is marked as
 * processed when all of it has been acknowledged.
 */
final class DebeziumRelay implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {

    private final Sending sending = new Sending();
    private final Records records = new Records();

    static void main(String[] arguments) throws Exception {
        var begun = new CountDownLatch(1);
        var engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class)).using(settings())
                .notifying(new DebeziumRelay())
                .using(new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void pollingStarted() {
                        begun.countDown();
                    }
                })
                .using((success, message, error) -> {
                    if (!success) {
                        throw new IllegalStateException(message, error);
                    }
                })
                .build();
        Line.inBackground(engine);
        begun.await();
        Line.serve(arguments[0]);
    }

    /** Batches of 2048 and 20480, two threads and four times the heap were tried and no better; the short poll is for latencies. */
    private static Properties settings() {
        var settings = new Properties();
        settings.put("name", Surroundings.NAME);
        settings.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        settings.put("topic.prefix", Surroundings.NAME);
        settings.put("database.hostname", "127.0.0.1");
        settings.put("database.port", Surroundings.POSTGRES_PORT);
        settings.put("database.user", Surroundings.USER);
        settings.put("database.password", Surroundings.PASSWORD);
        settings.put("database.dbname", "postgres");
        settings.put("plugin.name", "pgoutput");
        settings.put("slot.name", Surroundings.NAME);
        settings.put("publication.name", Surroundings.NAME);
        settings.put("publication.autocreate.mode", "disabled");
        settings.put("table.include.list", Surroundings.NAME + ".outbox");
        settings.put("snapshot.mode", "no_data");
        settings.put("tombstones.on.delete", "false");
        settings.put("binary.handling.mode", "bytes");
        settings.put("offset.storage", "org.apache.kafka.connect.storage.FileOffsetBackingStore");
        settings.put("offset.storage.file.filename", Surroundings.FOLDER.resolve("offsets").toString());
        settings.put("offset.flush.interval.ms", "1000");
        settings.put("max.batch.size", System.getProperty("debezium.batch", "8192"));
        settings.put("max.queue.size", System.getProperty("debezium.queue", "32768"));
        settings.put("poll.interval.ms", System.getProperty("debezium.poll", "5"));
        settings.put("record.processing.threads", System.getProperty("debezium.threads", "1"));
        return settings;
    }

    @Override
    public void handleBatch(List<RecordChangeEvent<SourceRecord>> batch,
            RecordCommitter<RecordChangeEvent<SourceRecord>> committer) throws InterruptedException {
        for (var event : batch) {
            var row = ((Struct) event.record().value()).getStruct("after");
            sending.send(records.record(row.getString("id"), row.getString("topic"), row.getString("message_key"),
                    row.getString("type"), row.getBytes("payload"), row.getString("headers"),
                    row.getString("created_at")));
        }
        sending.flush();
        for (var event : batch) {
            committer.markProcessed(event);
        }
        committer.markBatchFinished();
    }
}
