package dev.ordersaga.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A real PostgreSQL and a real Kafka for the tests of a module: {@code @Import(Infrastructure.class)}. Whether they are
 * containers or processes of this machine is up to {@link InfrastructureKind}; the tests need not know.
 *
 * <p>
 * One server and one broker a JVM, started when they are first needed and stopped with the JVM; a database of its own for
 * each application context. Topics are shared by all contexts of a JVM: tests use keys of their own, and only one context
 * a module runs subscriptions (others set {@code ordersaga.messaging.enabled=false}).
 */
@Configuration(proxyBeanMethods = false)
public class Infrastructure {

    private static final String APPLICATION = "application";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final class Postgres {
        static final DatabaseServer SERVER = start();

        private static DatabaseServer start() {
            var server = switch (InfrastructureKind.current()) {
                case EMBEDDED -> untilTheJvmEnds(EmbeddedDatabaseServer.in(folder("postgres")));
                case CONTAINERS -> new ContainerDatabaseServer();
            };
            server.start();
            execute(server, "create role " + APPLICATION + " login password '" + APPLICATION + "'");
            return server;
        }
    }

    private static final class Kafka {
        static final MessageBroker BROKER = start();

        private static MessageBroker start() {
            var broker = newBroker();
            broker.start();
            return broker;
        }
    }

    /** The server, to stop, kill or ask it things; to be left running. */
    public static DatabaseServer postgres() {
        return Postgres.SERVER;
    }

    /** The broker, to stop, kill or ask it things; to be left running. */
    public static MessageBroker kafka() {
        return Kafka.BROKER;
    }

    /** Another broker, not started yet. It is closed with the JVM at the latest. */
    public static MessageBroker newBroker() {
        return switch (InfrastructureKind.current()) {
            case EMBEDDED -> untilTheJvmEnds(EmbeddedMessageBroker.in(folder("kafka")));
            case CONTAINERS -> new ContainerMessageBroker();
        };
    }

    /** A new and empty database, owned by an ordinary role. */
    public static Database newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        execute(postgres(), "create database " + name + " owner " + APPLICATION);
        return new Database(postgres().jdbcUrl(name), APPLICATION, APPLICATION);
    }

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails() {
        return newDatabase();
    }

    @Bean
    KafkaConnectionDetails kafkaConnectionDetails() {
        return new KafkaConnectionDetails() {
            @Override
            public List<String> getBootstrapServers() {
                return List.of(kafka().bootstrapServers());
            }
        };
    }

    private static void execute(DatabaseServer server, String sql) {
        try (var connection = server.connect("postgres"); var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** What Testcontainers does for containers by itself. */
    private static <S extends TestServer> S untilTheJvmEnds(S server) {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }

    private static Path folder(String name) {
        try {
            return Files.createTempDirectory("order-saga-" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How to reach a database. */
    public record Database(String jdbcUrl, String username, String password) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return jdbcUrl;
        }

        @Override
        public String getUsername() {
            return username;
        }

        @Override
        public String getPassword() {
            return password;
        }
    }
}
