package dev.ordersaga.load.measuring;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.ordersaga.load.measuring.Sample.Size;

/** The sizes of all tables of some databases. */
record Tables(List<String> jdbcUrls, String role, String password) {

    private static final String SIZES = """
            select current_database() || '.' || coalesce(pg_partition_root(c.oid)::regclass::text, c.relname),
                   sum(pg_total_relation_size(c.oid)), sum(s.n_live_tup), sum(s.n_dead_tup)
            from pg_class c join pg_stat_user_tables s on s.relid = c.oid
            where c.relkind = 'r'
            group by 1""";

    /** By database and name. */
    Map<String, Size> sizes() {
        var sizes = new TreeMap<String, Size>();
        for (var url : jdbcUrls) {
            try (var connection = DriverManager.getConnection(url, role, password);
                    var rows = connection.createStatement().executeQuery(SIZES)) {
                while (rows.next()) {
                    sizes.put(rows.getString(1), new Size(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
                }
            } catch (SQLException e) {
                throw new IllegalStateException("the sizes of the tables cannot be read at " + url, e);
            }
        }
        return sizes;
    }
}
