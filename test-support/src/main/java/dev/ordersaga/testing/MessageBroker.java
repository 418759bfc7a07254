package dev.ordersaga.testing;

/** A Kafka broker, wherever it runs. Topics are not created by use. */
public interface MessageBroker extends TestServer {

    /** Known, and nobody else's, also before the first start. */
    String bootstrapServers();
}
