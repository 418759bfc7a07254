package dev.ordersaga.relay.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.ordersaga.relay.cdc.SessionQueue.Event;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the Debezium engine, on a thread of its own: it ends with the first error, and is not started again. */
final class ChangeEngine implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>>, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChangeEngine.class);

    private static final long ATTEMPT_MILLIS = 100;
    private static final int ATTEMPTS = 300;

    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final CapturedRows rows;
    private final SessionQueue queue;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private ChangeEngine(EngineSettings settings, CapturedRows rows, SessionQueue queue) {
        this.rows = rows;
        this.queue = queue;
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class)).using(settings.properties())
                .notifying(this).using(this::ended).build();
    }

    static ChangeEngine start(EngineSettings settings, CapturedRows rows, SessionQueue queue) {
        var started = new ChangeEngine(settings, rows, queue);
        Thread.ofPlatform().daemon().name("engine-" + settings.slot()).start(started.engine);
        return started;
    }

    private void ended(boolean success, String message, Throwable error) {
        if (success) {
            end.complete(null);
        } else {
            end.completeExceptionally(error == null ? new CaptureException(message) : error);
        }
    }

    /** Fails if the engine has ended. */
    void check() {
        if (end.isDone()) {
            try {
                end.getNow(null);
            } catch (RuntimeException e) {
                throw new CaptureException(reasonOf(e));
            }
            throw new CaptureException("The engine has ended");
        }
    }

    /** The engine wraps what the database has said; what that wraps is of the driver. */
    private static String reasonOf(Throwable error) {
        var reason = error;
        while (!(reason instanceof SQLException) && reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason.getMessage() == null ? reason.toString() : reason.getMessage();
    }

    @Override
    public void handleBatch(List<RecordChangeEvent<SourceRecord>> batch,
            RecordCommitter<RecordChangeEvent<SourceRecord>> committer) throws InterruptedException {
        var events = new ArrayList<Event>(batch.size());
        for (var change : batch) {
            if (change.record().value() instanceof Struct value) {
                add(value, events);
            }
            committer.markProcessed(change);
        }
        queue.receive(events);
        committer.markBatchFinished();
    }

    private void add(Struct value, List<Event> events) {
        switch (value.getString("op")) {
            case "c" -> events.add(new Event.Row(rows.row(value.getStruct("after"))));
            case "m" -> events.add(new Event.Token(new String(Objects.requireNonNull(CapturedRows.bytes(value
                    .getStruct("message").get("content"))), UTF_8)));
            default -> log.debug("Nothing to publish: {}", value);
        }
    }

    /** It cannot be closed while it starts. */
    @Override
    public void close() {
        for (var attempt = 0; attempt < ATTEMPTS && !end.isDone(); attempt++) {
            try {
                engine.close();
            } catch (IllegalStateException | IOException e) {
                log.debug("Engine not closed yet", e);
            }
            try {
                end.get(ATTEMPT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                log.debug("Engine", e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
