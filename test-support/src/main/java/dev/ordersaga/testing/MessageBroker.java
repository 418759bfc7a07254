package dev.ordersaga.testing;

import java.util.Map;

/** A Kafka broker, wherever it runs. Topics are not created by use. */
public interface MessageBroker extends TestServer {

    /** Beyond those of every broker of this project: whatever is not forbidden is allowed, so a test may forbid it. */
    Map<String, String> SETTINGS = Map.of(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found", "true");

    /** Known, and nobody else's, also before the first start. */
    String bootstrapServers();
}
