package dev.ordersaga.outbox.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.PreparedStatementSetter;

/**
 * Any number of rows as the parameters of one statement, an array for each column:
 * {@code insert into step select * from unnest(?::uuid[], ?::text[])}. So the statement is the same however many they are,
 * is prepared once, and takes one round trip. Confined to a thread.
 *
 * @see <a href="https://www.postgresql.org/docs/18/functions-array.html">unnest</a>
 */
public final class RowArrays<R> implements PreparedStatementSetter {

    private record Column<R>(String type, Function<? super R, ? extends @Nullable Object> value) {}

    private final Collection<R> rows;
    private final List<Column<R>> columns = new ArrayList<>();

    private RowArrays(Collection<R> rows) {
        this.rows = rows;
    }

    public static <R> RowArrays<R> of(Collection<R> rows) {
        return new RowArrays<>(rows);
    }

    /** Values in one column, such as keys. */
    public static <V> RowArrays<V> column(String type, Collection<V> values) {
        return of(values).column(type, value -> value);
    }

    /**
     * The next parameter.
     *
     * @param type PostgreSQL's name of the type of the values, such as {@code text}
     */
    public RowArrays<R> column(String type, Function<? super R, ? extends @Nullable Object> value) {
        columns.add(new Column<>(type, value));
        return this;
    }

    @Override
    public void setValues(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            statement.setArray(i + 1, statement.getConnection().createArrayOf(column.type(), values(column)));
        }
    }

    private @Nullable Object[] values(Column<R> column) {
        return rows.stream().map(column.value()).toArray();
    }
}
