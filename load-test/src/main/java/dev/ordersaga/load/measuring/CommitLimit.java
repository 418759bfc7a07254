package dev.ordersaga.load.measuring;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many transactions a second the database can commit at all: a row is inserted and committed, again and again, on
 * {@value #CONNECTIONS} connections, through the same driver and beside it on the same machine, as pgbench would.
 */
final class CommitLimit {

    static final int CONNECTIONS = 32;

    private static final Duration WARM_UP = Duration.ofMillis(1_500);
    private static final String TABLE = """
            create table if not exists commit_limit (
                id     bigint generated always as identity primary key,
                filler text not null
            )""";
    private static final String INSERT = "insert into commit_limit (filler) values (?)";
    private static final String FILLER = "-".repeat(100);

    private final String jdbc;
    private final String role;
    private final String password;

    /** @param role may make a table there */
    CommitLimit(String jdbc, String role, String password) {
        this.jdbc = jdbc;
        this.role = role;
        this.password = password;
    }

    double commitsPerSecond(Duration time) {
        var opened = new ArrayList<Connection>();
        try {
            for (int number = 0; number < CONNECTIONS; number++) {
                opened.add(DriverManager.getConnection(jdbc, role, password));
            }
            try (var statement = opened.getFirst().createStatement()) {
                statement.execute(TABLE);
            }
            commits(opened, WARM_UP);
            long begin = System.nanoTime();
            long commits = commits(opened, time);
            double rate = commits * 1e9 / (System.nanoTime() - begin);
            try (var statement = opened.getFirst().createStatement()) {
                statement.execute("drop table commit_limit");
            }
            return rate;
        } catch (SQLException e) {
            throw new IllegalStateException("the commit limit could not be measured", e);
        } finally {
            opened.forEach(CommitLimit::close);
        }
    }

    private static long commits(List<Connection> connections, Duration time) {
        var over = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            var running = new ArrayList<Future<Long>>();
            for (var connection : connections) {
                running.add(threads.submit((Callable<Long>) () -> commits(connection, over)));
            }
            Thread.sleep(time);
            over.set(true);
            long sum = 0;
            for (var one : running) {
                sum += one.get();
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            over.set(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long commits(Connection connection, AtomicBoolean over) throws SQLException {
        long count = 0;
        try (var insert = connection.prepareStatement(INSERT)) {
            while (!over.get()) {
                insert.setString(1, FILLER);
                insert.executeUpdate();
                count++;
            }
        }
        return count;
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException _) {
            // it has served
        }
    }
}
