package dev.ordersaga.testing;

import java.util.stream.Stream;

import org.testcontainers.postgresql.PostgreSQLContainer;

/** The official image. Its promises are kept, as the embedded server's are: Testcontainers would turn off {@code fsync}. */
final class ContainerDatabaseServer extends ContainerServer implements DatabaseServer {

    private final Address address;

    ContainerDatabaseServer() {
        this(Address.free());
    }

    private ContainerDatabaseServer(Address address) {
        // it becomes ready once more before, for itself alone: for its first start it makes the database
        super(container(), address, PostgreSQLContainer.POSTGRESQL_PORT,
                "database system is ready to accept connections", 1);
        this.address = address;
    }

    private static PostgreSQLContainer container() {
        return new PostgreSQLContainer("postgres:18")
                .withUsername(SUPERUSER).withPassword(SUPERUSER).withDatabaseName("postgres")
                .withCommand(command());
    }

    private static String[] command() {
        return Stream.concat(Stream.of("postgres", "-c", "max_connections=200", "-c", "timezone=UTC"),
                SETTINGS.entrySet().stream().flatMap(each -> Stream.of("-c", each.getKey() + "=" + each.getValue())))
                .toArray(String[]::new);
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + address + "/" + database;
    }
}
