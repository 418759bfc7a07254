package dev.ordersaga.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Is told of what is asked of its connections, before they are. */
abstract class WatchedDataSource extends DelegatingDataSource {

    WatchedDataSource(DataSource target) {
        super(target);
    }

    /** @param argument the first one, such as the statement to be prepared; null if there is none */
    abstract void before(Connection connection, String method, @Nullable Object argument) throws SQLException;

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Connection.class},
                (_, method, arguments) -> {
                    before(connection, method.getName(), arguments == null ? null : arguments[0]);
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
