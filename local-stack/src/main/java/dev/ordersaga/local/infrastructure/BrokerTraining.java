package dev.ordersaga.local.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

import dev.ordersaga.local.process.Folders;

/** A broker with nothing in it that ends as soon as it answers: the run that an AOT cache is made of. */
final class BrokerTraining {

    private static final Duration POLL = Duration.ofMillis(100);

    private BrokerTraining() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("kafka-training");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Folders.delete(folder)));
        var broker = KafkaBroker.in(folder, 0, folder.resolve("broker.log"));
        Thread.ofPlatform().daemon().start(() -> KafkaProcess.main(broker.arguments()));
        while (!broker.answers()) {
            Thread.sleep(POLL);
        }
        System.exit(0);
    }
}
