package dev.ordersaga.local.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.kafka.common.Uuid;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** The main program of the broker's own JVM: formats the storage where that has not been done, then is the broker. */
final class KafkaProcess {

    private KafkaProcess() {}

    /** @param arguments the path of {@code server.properties} and the folder of the records */
    public static void main(String[] arguments) {
        var properties = arguments[0];
        // the last file that formatting writes
        if (!Files.exists(Path.of(arguments[1], "meta.properties"))) {
            format(properties);
        }
        Kafka.main(new String[]{properties});
    }

    private static void format(String properties) {
        var exitCode = StorageTool.execute(
                new String[]{"format", "--config", properties, "--cluster-id", Uuid.randomUuid().toString()},
                System.out);
        if (exitCode != 0) {
            throw new IllegalStateException("the storage could not be formatted");
        }
    }
}
