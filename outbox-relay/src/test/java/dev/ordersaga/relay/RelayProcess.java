package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.ordersaga.local.process.Signal;
import dev.ordersaga.testing.Infrastructure;
import dev.ordersaga.testing.Patience;
import org.apache.kafka.clients.producer.Producer;

/** A relay of one source in a JVM of its own, which can be made to die or stand still at a given point. */
final class RelayProcess implements AutoCloseable {

    /** Where it happens, of the transaction numbered. */
    enum Point {
        /** Rows have been read, none is sent. */
        AFTER_READ,
        /** The broker has the records and the cursor, nothing is committed. */
        BEFORE_COMMIT,
        /** The commit has been asked for and not been answered. */
        IN_COMMIT,
        /** The commit has been answered, nothing else has happened. */
        AFTER_COMMIT
    }

    enum Fate {
        DIES, STANDS_STILL
    }

    /** Exit codes: it has died as it was told to; it could not. */
    private static final int DEAD = 70;
    private static final int FAILED = 71;

    private final Process process;
    private final Path log;

    private RelayProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static RelayProcess start(String id, TestOutbox outbox, Point point, int transaction, Fate fate) {
        return start(id, outbox, point, transaction, fate, false);
    }

    /** @param asItIs with the settings that a relay has by itself, rather than those that make tests fast */
    static RelayProcess start(String id, TestOutbox outbox, Point point, int transaction, Fate fate, boolean asItIs) {
        return start(id, outbox.source(), point, transaction, fate, asItIs);
    }

    static RelayProcess start(String id, RelayProperties.Source source, Point point, int transaction, Fate fate,
            boolean asItIs) {
        return start(id, source, point, transaction, fate, asItIs, false);
    }

    /** One that dies while it publishes all rows once more. */
    static RelayProcess startReplay(String id, TestOutbox outbox, Point point, int transaction) {
        return start(id, outbox.source(), point, transaction, Fate.DIES, false, true);
    }

    private static RelayProcess start(String id, RelayProperties.Source source, Point point, int transaction, Fate fate,
            boolean asItIs, boolean replays) {
        try {
            var log = Files.createTempFile(Path.of("target"), "relay-process", ".log");
            return new RelayProcess(new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + (source
                            .mode() == RelayProperties.ReadingMode.CDC ? "96m" : "48m"), "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                    RelayProcess.class.getName(), id, Infrastructure.kafka().bootstrapServers(), source.url(),
                    String.valueOf(source.username()), source.mode().name(), point.name(), String.valueOf(transaction),
                    fate.name(), String.valueOf(asItIs), String.valueOf(replays))
                    .redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has died as it was told to, and of nothing else. */
    void dies() {
        await().until(() -> !process.isAlive());
        assertThat(process.exitValue()).as("exit code; what it says is in %s", log).isEqualTo(DEAD);
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void goesOn() {
        Signal.CONT.send(process.toHandle());
    }

    /** Waits until it has written that. */
    void says(String text) {
        await().until(() -> Files.readString(log).contains(text));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        kill();
    }

    static void main(String[] args) throws InterruptedException {
        var source = new RelayProperties.Source(args[2], args[3], args[3], "outbox", false,
                RelayProperties.ReadingMode.valueOf(args[4]), null, "outbox_relay");
        var fated = new Fated(Point.valueOf(args[5]), Integer.parseInt(args[6]), Fate.valueOf(args[7]));
        var sources = Map.of("source", source);
        var settings = Boolean.parseBoolean(args[8])
                ? TestRelay.defaults(args[0], sources)
                : TestRelay.settings(args[0], sources);
        var relay = TestRelay.start(settings, "process", args[1], fated::producer);
        try {
            if (Boolean.parseBoolean(args[9])) {
                await().atMost(Patience.LIMIT).until(() -> relay.status("source").state() == SourceState.ACTIVE);
                relay.replay(1, null);
            }
        } catch (RuntimeException e) { // the relay's threads would keep the process alive, and whoever waits for its end waiting
            e.printStackTrace();
            Runtime.getRuntime().halt(FAILED);
        }
        new CountDownLatch(1).await();
    }

    private record Fated(Point point, AtomicInteger countdown, Fate fate) {

        Fated(Point point, int transaction, Fate fate) {
            this(point, new AtomicInteger(transaction), fate);
        }

        Producer<byte[], byte[]> producer(Producer<byte[], byte[]> producer) {
            return WatchedProducer.of(producer, method -> before(method, producer), this::after);
        }

        private void before(String method, Producer<byte[], byte[]> producer) {
            switch (method) {
                case "beginTransaction" -> strike(Point.AFTER_READ, () -> {});
                case "commitTransaction" -> {
                    strike(Point.BEFORE_COMMIT, producer::flush);
                    strike(Point.IN_COMMIT, () -> commitElsewhere(producer));
                }
                default -> {
                }
            }
        }

        private void after(String method) {
            if (method.equals("commitTransaction")) {
                strike(Point.AFTER_COMMIT, () -> {});
            }
        }

        private void strike(Point here, Runnable before) {
            if (here == point && countdown.decrementAndGet() == 0) {
                before.run();
                switch (fate) {
                    case DIES -> Runtime.getRuntime().halt(DEAD);
                    case STANDS_STILL -> Signal.STOP.send(ProcessHandle.current());
                }
            }
        }

        /** Long enough for the request to be written, hardly long enough for the answer. */
        private static void commitElsewhere(Producer<byte[], byte[]> producer) {
            producer.flush();
            try {
                Thread.startVirtualThread(producer::commitTransaction).join(Duration.ofMillis(2));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
