package dev.ordersaga.testing;

import java.sql.Connection;
import java.util.List;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/** Notes every statement that is prepared. */
public final class CountingDataSource extends WatchedDataSource {

    private final List<String> statements;

    /** @param statements is added to by all threads that use connections */
    public CountingDataSource(DataSource target, List<String> statements) {
        super(target);
        this.statements = statements;
    }

    @Override
    void before(Connection connection, String method, @Nullable Object argument) {
        if (method.equals("prepareStatement") && argument instanceof String statement) {
            statements.add(statement);
        }
    }
}
