package dev.ordersaga.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** How PostgreSQL will execute a statement that a connection of the application has prepared. */
public final class Plans {

    private static final Pattern PARAMETER = Pattern.compile("\\?");

    private Plans() {}

    /** The plan in the words of EXPLAIN. */
    private static String of(JdbcTemplate jdbc, String sql) {
        return String.valueOf(jdbc.execute((ConnectionCallback<String>) connection -> of(connection, sql)));
    }

    /** That it looks the rows up by that column, and never reads the table. */
    public static void requireFoundBy(String column, JdbcTemplate jdbc, String sql) {
        assertThat(of(jdbc, sql)).contains("Index Cond: (" + column + " = ").doesNotContain("Seq Scan", "Hash Join");
    }

    private static String of(Connection connection, String sql) throws SQLException {
        String name = "plan_" + UUID.randomUUID().toString().replace('-', '_');
        try (var statement = connection.createStatement()) {
            statement.execute("prepare " + name + " as " + numbered(sql));
            int parameters = (int) PARAMETER.matcher(sql).results().count();
            String nulls = String.join(", ", Collections.nCopies(parameters, "null"));
            return words(statement, "explain execute " + name + "(" + nulls + ")");
        }
    }

    private static String numbered(String sql) {
        int number = 0;
        var text = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(sql);
        while (parameter.find()) {
            number++;
            parameter.appendReplacement(text, Matcher.quoteReplacement("$" + number));
        }
        return parameter.appendTail(text).toString();
    }

    private static String words(Statement statement, String explain) throws SQLException {
        var words = new StringBuilder();
        try (var rows = statement.executeQuery(explain)) {
            while (rows.next()) {
                words.append(rows.getString(1)).append('\n');
            }
        }
        return words.toString();
    }
}
