package dev.ordersaga.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabasesTest {

    static EmbeddedPostgres postgres;

    @BeforeAll
    static void start(@TempDir Path folder) {
        postgres = EmbeddedPostgres.start(folder.resolve("data"), 0, folder.resolve("postgres.log"));
        Databases.create(postgres);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource({"order_service, orders", "payment_service, payments", "inventory_service, inventory"})
    void aServiceMakesTablesInItsOwnDatabase(String role, String database) throws SQLException {
        try (var connection = connect(role, database)) {
            execute(connection, "create table own(id int)");
            execute(connection, "insert into own values (1)");
            execute(connection, "drop table own");
        }
    }

    @ParameterizedTest
    @CsvSource({"order_service, payments", "order_service, inventory", "order_service, postgres",
            "order_service, template1", "payment_service, orders", "payment_service, inventory",
            "inventory_service, orders", "inventory_service, payments", "outbox_relay, postgres", "auditor, postgres"})
    void nobodyConnectsToADatabaseThatIsNotTheirs(String role, String database) {
        assertThatThrownBy(() -> connect(role, database)).hasMessageContaining("permission denied for database");
    }

    @ParameterizedTest
    @CsvSource({"order_service, orders", "payment_service, payments", "inventory_service, inventory"})
    void theRelayReadsWhatItIsGrantedAndNothingElse(String owner, String database) throws SQLException {
        try (var service = connect(owner, database); var relay = connect("outbox_relay", database)) {
            execute(service, "create table secret(id int)");
            execute(service, "create table shown(id int)");
            execute(service, "grant select on shown to outbox_relay");
            execute(relay, "select * from shown");
            assertThatThrownBy(() -> execute(relay, "select * from secret")).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> execute(relay, "delete from shown")).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> execute(relay, "create table own(id int)"))
                    .hasMessageContaining("permission denied");
            execute(service, "drop table secret, shown");
        }
    }

    @ParameterizedTest
    @CsvSource({"order_service, orders", "payment_service, payments", "inventory_service, inventory"})
    void theAuditorReadsEverythingAndWritesNothing(String owner, String database) throws SQLException {
        try (var service = connect(owner, database); var auditor = connect("auditor", database)) {
            execute(service, "create table figures(id int)");
            execute(auditor, "select * from figures");
            assertThatThrownBy(() -> execute(auditor, "insert into figures values (1)"))
                    .hasMessageContaining("read-only transaction");
            execute(service, "drop table figures");
        }
    }

    @Test
    void creatingThemAgainLeavesTheDataAlone() throws SQLException {
        try (var connection = connect("order_service", "orders")) {
            execute(connection, "create table lasting(id int)");
            Databases.create(postgres);
            execute(connection, "insert into lasting values (1)");
            execute(connection, "drop table lasting");
        }
    }

    @Test
    void noRoleOfTheDemoIsASuperuser() throws SQLException {
        try (var connection = postgres.connect("postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select string_agg(rolname, ',') from pg_roles where rolsuper")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("postgres");
        }
    }

    private static Connection connect(String role, String database) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), role, role);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
