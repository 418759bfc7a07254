package dev.ordersaga.benchmarks.servers;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import dev.ordersaga.local.infrastructure.EmbeddedPostgres;
import dev.ordersaga.load.processes.ProcessTimes;

/** One PostgreSQL and one Kafka for the whole run. */
public final class Servers implements AutoCloseable {

    public static final String DATABASE = "postgres";

    /**
     * {@code fsync} and {@code synchronous_commit} are on, as they are by default. No checkpoint by time or size falls
     * into a measurement by chance: each begins with one. Logical decoding is for Debezium, whose process stands still
     * while its backlog is written.
     */
    private static final Map<String, String> POSTGRES = Map.of(
            "shared_buffers", "2GB",
            "max_wal_size", "8GB",
            "checkpoint_timeout", "1h",
            "wal_level", "logical",
            "wal_sender_timeout", "0",
            "fsync", "on",
            "synchronous_commit", "on");

    private final EmbeddedPostgres postgres;
    private final Broker broker;
    private final Topics topics;

    private Servers(EmbeddedPostgres postgres, Broker broker) {
        this.postgres = postgres;
        this.broker = broker;
        this.topics = new Topics(broker.bootstrapServers());
    }

    public static Servers start(Path folder) {
        ProcessTimes.requireLinux();
        var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0, folder.resolve("postgres.log"), POSTGRES);
        try {
            return new Servers(postgres, Broker.start(folder.resolve("kafka"), folder.resolve("kafka.log")));
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    public Connection connect() throws SQLException {
        return postgres.connect(DATABASE);
    }

    public String jdbcUrl() {
        return postgres.jdbcUrl(DATABASE);
    }

    public int postgresPort() {
        return postgres.port();
    }

    public String user() {
        return EmbeddedPostgres.SUPERUSER;
    }

    public String password() {
        return postgres.superuserPassword();
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public Topics topics() {
        return topics;
    }

    /** So far, of everybody. */
    public Usage usage(long contender) {
        return new Usage(ProcessTimes.ofTree(contender), ProcessTimes.ofTree(postgres.process().pid()),
                ProcessTimes.ofTree(broker.pid()));
    }

    @Override
    public void close() {
        topics.close();
        broker.close();
        postgres.close();
    }
}
