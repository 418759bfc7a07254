package dev.ordersaga.system;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** One more instance of a program, beside that of the system: the same settings, another port. */
interface AnotherInstance extends AutoCloseable {

    URI uri();

    /** Returns when it is ready. */
    void start();

    void kill();

    @Override
    void close();

    /** Returns when all are ready. */
    static void start(AnotherInstance... instances) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Stream.of(instances).map(instance -> CompletableFuture.runAsync(instance::start, threads)).toList()
                    .forEach(CompletableFuture::join);
        }
    }

    static boolean isReady(URI uri) {
        try {
            return RawHttp.get(uri, "/actuator/health/readiness").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
