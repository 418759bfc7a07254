package dev.ordersaga.benchmarks.measuring;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import dev.ordersaga.benchmarks.contenders.OutboxRows;
import dev.ordersaga.benchmarks.messages.Messages;
import dev.ordersaga.benchmarks.servers.Servers;
import dev.ordersaga.outbox.jdbc.OutboxSchema;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What the outbox costs those who write: transactions that insert an order and change an account, one after another on
 * several connections, with and without a row of the outbox, in turn. No relay runs.
 */
public final class Writers {

    private static final int CONNECTIONS = 8;
    private static final int ACCOUNTS = 10_000;
    private static final String SCHEMA = "writers";

    private static final String[] TABLES = {
            "create table account (id int primary key, balance bigint not null)",
            "insert into account select id, 0 from generate_series(0, " + (ACCOUNTS - 1) + ") as id",
            "create table orders (id uuid primary key, account int not null, total bigint not null, status text not null, "
                    + "created_at timestamptz not null default now())"};

    private final Servers servers;
    private final Plan plan;
    private final Progress progress;
    private final AtomicLong numbers = new AtomicLong();

    Writers(Servers servers, Plan plan, Progress progress) {
        this.servers = servers;
        this.plan = plan;
        this.progress = progress;
    }

    /** Transactions a second in one round. */
    public record Result(double without, double with) {}

    List<Result> measure() throws SQLException {
        try (var connection = servers.connect(); var statement = connection.createStatement()) {
            statement.execute("create schema " + SCHEMA);
        }
        OutboxSchema.migrate(dataSource(), "", 0);
        try (var connection = dataSource().getConnection(); var statement = connection.createStatement()) {
            for (var sql : TABLES) {
                statement.execute(sql);
            }
        }
        progress.begins("writers");
        progress.says("warming up");
        transactionsPerSecond(true, 2);
        var results = new ArrayList<Result>();
        for (var round = 1; round <= plan.rounds(); round++) {
            progress.begins("writers %d/%d".formatted(round, plan.rounds()));
            // who comes first changes from round to round
            var first = transactionsPerSecond(round % 2 == 0, plan.window());
            var second = transactionsPerSecond(round % 2 != 0, plan.window());
            var result = round % 2 == 0 ? new Result(second, first) : new Result(first, second);
            results.add(result);
            progress.says("%,.0f transactions/s without, %,.0f with the outbox".formatted(result.without(), result
                    .with()));
        }
        return results;
    }

    private PGSimpleDataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(servers.jdbcUrl() + "?currentSchema=" + SCHEMA);
        source.setUser(servers.user());
        source.setPassword(servers.password());
        return source;
    }

    private double transactionsPerSecond(boolean withOutbox, int seconds) throws SQLException {
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
                    count.addAndGet(write(withOutbox, deadline));
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

    private long write(boolean withOutbox, long deadline) throws SQLException {
        var written = 0L;
        try (var connection = dataSource().getConnection();
                var order = connection.prepareStatement(
                        "insert into orders (id, account, total, status) values (?, ?, ?, 'PENDING')");
                var account = connection.prepareStatement("update account set balance = balance - ? where id = ?");
                var message = OutboxRows.insertion(connection)) {
            connection.setAutoCommit(false);
            for (; System.nanoTime() < deadline; written++) {
                var number = numbers.getAndIncrement();
                var owner = ThreadLocalRandom.current().nextInt(ACCOUNTS);
                // both variants make the message, only one of them writes it
                OutboxRows.set(message, number, "orders");
                order.setObject(1, Messages.id(number));
                order.setInt(2, owner);
                order.setLong(3, number % 100);
                order.executeUpdate();
                account.setLong(1, number % 100);
                account.setInt(2, owner);
                account.executeUpdate();
                if (withOutbox) {
                    message.executeUpdate();
                }
                connection.commit();
            }
        }
        return written;
    }
}
