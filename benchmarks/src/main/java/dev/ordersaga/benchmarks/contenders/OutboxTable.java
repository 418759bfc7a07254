package dev.ordersaga.benchmarks.contenders;

import java.sql.SQLException;

/** The table of those who have it as narrow as can be: nothing but what is needed to send. */
final class OutboxTable {

    private static final String TABLE = """
            create table outbox (
                position    bigint generated always as identity primary key,
                id          uuid        not null,
                topic       text        not null,
                message_key text        not null,
                type        text        not null,
                payload     bytea       not null,
                headers     text        not null,
                created_at  timestamptz not null default clock_timestamp())""";

    private OutboxTable() {}

    static void create(Site site, String... further) throws SQLException {
        try (var connection = site.connect(); var statement = connection.createStatement()) {
            statement.execute(TABLE);
            for (var sql : further) {
                statement.execute(sql);
            }
        }
    }
}
