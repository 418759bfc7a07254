package dev.ordersaga.local.infrastructure;

import org.apache.kafka.common.Uuid;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** The main program of the broker's own JVM: formats the storage where that has not been done, then is the broker. */
final class KafkaProcess {

    private KafkaProcess() {}

    /** @param arguments the path of {@code server.properties} */
    public static void main(String[] arguments) {
        var properties = arguments[0];
        var formatted = StorageTool.execute(new String[]{"format", "--config", properties, "--cluster-id",
                Uuid.randomUuid().toString(), "--ignore-formatted"}, System.out);
        if (formatted != 0) {
            throw new IllegalStateException("the storage could not be formatted");
        }
        Kafka.main(new String[]{properties});
    }
}
