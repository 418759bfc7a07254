package dev.ordersaga.benchmarks.measuring;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import dev.ordersaga.benchmarks.contenders.OutboxRows;
import dev.ordersaga.benchmarks.servers.Servers;
import dev.ordersaga.outbox.jdbc.OutboxSchema;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What the outbox costs those who write: business transactions, one after another on several connections, with and without
 * a row of the outbox, and with a statement that does nothing in its place, in turn. No relay runs.
 */
public final class Writers {

    private static final int CONNECTIONS = 8;
    private static final String SCHEMA = "writers";

    private final Servers servers;
    private final Plan plan;
    private final Progress progress;
    private final AtomicLong numbers = new AtomicLong();

    Writers(Servers servers, Plan plan, Progress progress) {
        this.servers = servers;
        this.plan = plan;
        this.progress = progress;
    }

    /** What a transaction does besides. */
    private enum Addition {
        NOTHING, EMPTY_STATEMENT, OUTBOX_ROW
    }

    /** Transactions a second in one round. */
    public record Result(String business, double without, double withEmptyStatement, double with) {}

    List<Result> measure() throws SQLException {
        try (var connection = servers.connect(); var statement = connection.createStatement()) {
            statement.execute("create schema " + SCHEMA);
        }
        OutboxSchema.migrate(dataSource(), "", 0);
        var results = new ArrayList<Result>();
        for (var business : Business.values()) {
            progress.begins("writers");
            progress.says("making the tables: " + business);
            try (var connection = dataSource().getConnection(); var statement = connection.createStatement()) {
                statement.execute(business.tables());
                statement.execute("vacuum analyze");
            }
            progress.says("warming up");
            transactionsPerSecond(business, Addition.OUTBOX_ROW, 2);
            for (var round = 1; round <= plan.rounds(); round++) {
                progress.begins("writers %d/%d".formatted(round, plan.rounds()));
                results.add(round(business, round));
            }
        }
        return results;
    }

    private Result round(Business business, int round) throws SQLException {
        var additions = new ArrayList<>(Arrays.asList(Addition.values()));
        Collections.rotate(additions, round); // who comes first changes from round to round
        Map<Addition, Double> rates = new EnumMap<>(Addition.class);
        for (var addition : additions) {
            rates.put(addition, transactionsPerSecond(business, addition, plan.window()));
        }
        var result = new Result(business.toString(), rates.getOrDefault(Addition.NOTHING, 0.0),
                rates.getOrDefault(Addition.EMPTY_STATEMENT, 0.0), rates.getOrDefault(Addition.OUTBOX_ROW, 0.0));
        progress.says("%,.0f transactions/s without, %,.0f with an empty statement, %,.0f with the outbox".formatted(
                result.without(), result.withEmptyStatement(), result.with()));
        return result;
    }

    private PGSimpleDataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(servers.jdbcUrl() + "?currentSchema=" + SCHEMA);
        source.setUser(servers.user());
        source.setPassword(servers.password());
        return source;
    }

    private double transactionsPerSecond(Business business, Addition addition, int seconds) throws SQLException {
        try (var connection = servers.connect(); var statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
        var count = new AtomicLong();
        var begin = System.nanoTime();
        var deadline = begin + seconds * 1_000_000_000L;
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            var running = new ArrayList<Future<?>>();
            for (var thread = 0; thread < CONNECTIONS; thread++) {
                running.add(threads.submit(() -> {
                    count.addAndGet(write(business, addition, deadline));
                    return null;
                }));
            }
            for (var thread : running) {
                thread.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return count.get() * 1e9 / (System.nanoTime() - begin);
    }

    private long write(Business business, Addition addition, long deadline) throws SQLException {
        var written = 0L;
        try (var connection = dataSource().getConnection()) {
            connection.setAutoCommit(false);
            var work = business.work(connection);
            var more = more(addition, connection);
            for (; System.nanoTime() < deadline; written++) {
                var number = numbers.getAndIncrement();
                work.run(number);
                more.run(number);
                connection.commit();
            }
        }
        return written;
    }

    /** All of them make the message, only one writes it. */
    private static Business.Work more(Addition addition, Connection connection) throws SQLException {
        var message = OutboxRows.insertion(connection);
        var empty = connection.prepareStatement("select 1");
        return number -> {
            OutboxRows.set(message, number, "orders");
            switch (addition) {
                case NOTHING -> {
                }
                case EMPTY_STATEMENT -> empty.executeQuery().close();
                case OUTBOX_ROW -> message.executeUpdate();
            }
        };
    }
}
