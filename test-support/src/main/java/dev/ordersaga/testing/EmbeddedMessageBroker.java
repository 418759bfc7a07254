package dev.ordersaga.testing;

import java.nio.file.Path;

import dev.ordersaga.local.infrastructure.KafkaBroker;
import dev.ordersaga.local.process.Folders;

/** As a process of this machine, in a folder of its own. */
record EmbeddedMessageBroker(Path folder, KafkaBroker broker) implements MessageBroker {

    static MessageBroker in(Path folder) {
        return new EmbeddedMessageBroker(folder,
                KafkaBroker.in(folder.resolve("data"), 0, folder.resolve("kafka.log"), SETTINGS));
    }

    @Override
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void start() {
        broker.server().start();
    }

    @Override
    public void stop() {
        broker.stop();
    }

    @Override
    public void kill() {
        broker.kill();
    }

    @Override
    public void close() {
        broker.close();
        Folders.delete(folder);
    }
}
