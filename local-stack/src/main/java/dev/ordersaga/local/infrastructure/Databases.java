package dev.ordersaga.local.infrastructure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** The databases and roles of the demo, as {@code databases.sql} has them. */
public final class Databases {

    private static final String SCRIPT = "databases.sql";
    private static final Pattern SECTION = Pattern.compile("^\\\\connect (\\w+)$", Pattern.MULTILINE);
    private static final Pattern IGNORED = Pattern.compile("^(--|\\\\getenv ).*$", Pattern.MULTILINE);
    private static final Pattern DEFAULT = Pattern.compile("^\\\\set (\\w+) (\\w+)$", Pattern.MULTILINE);

    /** duplicate_object and duplicate_database: what was made by an earlier start. */
    private static final Set<String> EXISTS_ALREADY = Set.of("42710", "42P04");

    private Databases() {}

    /** Makes what is missing and leaves the rest alone. */
    public static void create(EmbeddedPostgres postgres) {
        var script = withDefaults(IGNORED.matcher(script()).replaceAll(""));
        var database = "postgres";
        var start = 0;
        for (var section : SECTION.matcher(script).results().toList()) {
            run(postgres, database, script.substring(start, section.start()));
            database = section.group(1);
            start = section.end();
        }
        run(postgres, database, script.substring(start));
    }

    /** What psql does with its variables. */
    private static String withDefaults(String script) {
        var result = DEFAULT.matcher(script).replaceAll("");
        for (var variable : DEFAULT.matcher(script).results().toList()) {
            result = result.replace(":'" + variable.group(1) + "'", "'" + variable.group(2) + "'");
        }
        return result;
    }

    private static void run(EmbeddedPostgres postgres, String database, String section) {
        try (var connection = postgres.connect(database)) {
            for (var statement : List.of(section.split(";"))) {
                if (!statement.isBlank()) {
                    execute(connection, statement);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("database " + database + " could not be prepared", e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            if (!EXISTS_ALREADY.contains(e.getSQLState())) {
                throw e;
            }
        }
    }

    private static String script() {
        try (var in = Objects.requireNonNull(Databases.class.getResourceAsStream(SCRIPT))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
