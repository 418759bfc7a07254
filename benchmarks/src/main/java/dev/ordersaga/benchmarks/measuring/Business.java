package dev.ordersaga.benchmarks.measuring;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

import dev.ordersaga.benchmarks.messages.Messages;

/** What the transactions do whose rate is measured, apart from the outbox. */
enum Business {

    ORDER("insert an order, change an account", """
            create table account (id int primary key, balance bigint not null);
            insert into account select id, 0 from generate_series(0, 9999) as id;
            create table orders (id uuid primary key, account int not null, total bigint not null, status text not null,
                                 created_at timestamptz not null default now());""") {

        @Override
        Work work(Connection connection) throws SQLException {
            var order = connection.prepareStatement(
                    "insert into orders (id, account, total, status) values (?, ?, ?, 'PENDING')");
            var account = connection.prepareStatement("update account set balance = balance - ? where id = ?");
            return number -> {
                var owner = ThreadLocalRandom.current().nextInt(10_000);
                order.setObject(1, Messages.id(number));
                order.setInt(2, owner);
                order.setLong(3, number % 100);
                order.executeUpdate();
                change(account, number % 100, owner);
            };
        }
    },

    /** The transaction of pgbench, at its scale 20: https://www.postgresql.org/docs/18/pgbench.html. */
    TPC_B("pgbench's TPC-B-like", """
            create table pgbench_branches (bid int primary key, bbalance int, filler char(88));
            insert into pgbench_branches select id, 0 from generate_series(1, 20) as id;
            create table pgbench_tellers (tid int primary key, bid int, tbalance int, filler char(84));
            insert into pgbench_tellers select id, (id - 1) / 10 + 1, 0 from generate_series(1, 200) as id;
            create table pgbench_accounts (aid int primary key, bid int, abalance int, filler char(84));
            insert into pgbench_accounts select id, (id - 1) / 100000 + 1, 0, '' from generate_series(1, 2000000) as id;
            create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));""") {

        @Override
        Work work(Connection connection) throws SQLException {
            var account = connection.prepareStatement(
                    "update pgbench_accounts set abalance = abalance + ? where aid = ?");
            var balance = connection.prepareStatement("select abalance from pgbench_accounts where aid = ?");
            var teller = connection.prepareStatement(
                    "update pgbench_tellers set tbalance = tbalance + ? where tid = ?");
            var branch = connection.prepareStatement(
                    "update pgbench_branches set bbalance = bbalance + ? where bid = ?");
            var history = connection.prepareStatement("insert into pgbench_history (tid, bid, aid, delta, mtime) "
                    + "values (?, ?, ?, ?, current_timestamp)");
            return _ -> {
                var random = ThreadLocalRandom.current();
                var accountId = 1 + random.nextInt(2_000_000);
                var tellerId = 1 + random.nextInt(200);
                var branchId = 1 + random.nextInt(20);
                var delta = random.nextInt(-5_000, 5_001);
                change(account, delta, accountId);
                balance.setInt(1, accountId);
                balance.executeQuery().close();
                change(teller, delta, tellerId);
                change(branch, delta, branchId);
                history.setInt(1, tellerId);
                history.setInt(2, branchId);
                history.setInt(3, accountId);
                history.setInt(4, delta);
                history.executeUpdate();
            };
        }
    };

    private final String description;
    private final String tables;

    Business(String description, String tables) {
        this.description = description;
        this.tables = tables;
    }

    /** The statements of one transaction but its commit. */
    @FunctionalInterface
    interface Work {

        void run(long number) throws SQLException;
    }

    /** What one connection does, again and again. */
    abstract Work work(Connection connection) throws SQLException;

    String tables() {
        return tables;
    }

    private static void change(PreparedStatement update, long by, int id) throws SQLException {
        update.setLong(1, by);
        update.setInt(2, id);
        update.executeUpdate();
    }

    @Override
    public String toString() {
        return description;
    }
}
