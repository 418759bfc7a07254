package dev.ordersaga.relay.cdc;

import java.util.ArrayList;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;

import dev.ordersaga.relay.outbox.OutboxDatabase;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** What the Debezium engine is told. */
record EngineSettings(OutboxDatabase database, CapturedTable table, String slot, String publication) {

    /** As it is in the url: what else stands there goes to the driver. */
    private static final String DRIVER = "driver.";

    Properties properties() {
        var properties = new Properties();
        properties.setProperty("name", slot);
        properties.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        properties.setProperty("topic.prefix", "run-" + UUID.randomUUID()); // metrics of two runs must not meet
        address(properties);
        properties.setProperty("plugin.name", "pgoutput");
        properties.setProperty("slot.name", slot);
        properties.setProperty("slot.drop.on.stop", "false");
        properties.setProperty("publication.name", publication);
        properties.setProperty("publication.autocreate.mode", "disabled");
        properties.setProperty("table.include.list", table.pattern());
        properties.setProperty("message.prefix.include.list", slot);
        properties.setProperty("snapshot.mode", "no_data");
        properties.setProperty("tombstones.on.delete", "false");
        properties.setProperty("binary.handling.mode", "bytes");
        properties.setProperty("include.unknown.datatypes", "true"); // xid8
        // Where it begins does not matter, and nobody waits for what is sent before.
        properties.setProperty("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
        properties.setProperty("offset.flush.interval.ms", "1000");
        // An error ends it: what would be missing afterwards is not for it to know.
        properties.setProperty("errors.max.retries", "0");
        properties.setProperty("slot.max.retries", "0");
        properties.setProperty("max.batch.size", "2048");
        properties.setProperty("max.queue.size", "8192");
        properties.setProperty("max.queue.size.in.bytes", String.valueOf(16 << 20));
        properties.setProperty("poll.interval.ms", "10"); // it looks so often; more often costs an idle source dearly
        properties.setProperty("record.processing.threads", "1");
        return properties;
    }

    private void address(Properties properties) {
        var parsed = Objects.requireNonNull(Driver.parseURL(database.url(), new Properties()), "No url of PostgreSQL");
        var hosts = value(parsed, PGProperty.PG_HOST).split(",", -1);
        var ports = value(parsed, PGProperty.PG_PORT).split(",", -1);
        var address = new ArrayList<String>();
        for (var number = 0; number < hosts.length; number++) {
            address.add(number < hosts.length - 1 ? hosts[number] + ":" + ports[number] : hosts[number]);
        }
        properties.setProperty("database.hostname", String.join(",", address)); // all but the last with their ports
        properties.setProperty("database.port", ports[ports.length - 1]);
        properties.setProperty("database.dbname", value(parsed, PGProperty.PG_DBNAME));
        var user = database.username() == null ? PGProperty.USER.getOrDefault(parsed) : database.username();
        properties.setProperty("database.user", user == null ? System.getProperty("user.name") : user);
        var password = database.password() == null ? PGProperty.PASSWORD.getOrDefault(parsed) : database.password();
        if (password != null) {
            properties.setProperty("database.password", password);
        }
        for (var name : parsed.stringPropertyNames()) {
            if (!isAddress(name)) {
                properties.setProperty(DRIVER + name, parsed.getProperty(name));
            }
        }
    }

    private static boolean isAddress(String name) {
        return name.equals(PGProperty.PG_HOST.getName()) || name.equals(PGProperty.PG_PORT.getName())
                || name.equals(PGProperty.PG_DBNAME.getName()) || name.equals(PGProperty.USER.getName())
                || name.equals(PGProperty.PASSWORD.getName());
    }

    private static String value(Properties parsed, PGProperty property) {
        return Objects.requireNonNull(property.getOrDefault(parsed), property.getName());
    }
}
