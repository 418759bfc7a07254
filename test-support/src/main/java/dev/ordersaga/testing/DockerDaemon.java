package dev.ordersaga.testing;

import java.util.Optional;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.testcontainers.DockerClientFactory;

/** The Docker daemon that Testcontainers finds. */
final class DockerDaemon {

    private DockerDaemon() {}

    /** Empty where none answers. */
    static Optional<String> version() {
        log(LogLevel.OFF); // that there is none is no error
        try {
            return Optional.of(DockerClientFactory.instance().getInfo().getServerVersion());
        } catch (IllegalStateException _) {
            return Optional.empty();
        } finally {
            quiet();
        }
    }

    /** From now on Testcontainers logs errors alone, until the logging is configured anew. */
    static void quiet() {
        log(LogLevel.ERROR);
    }

    private static void log(LogLevel level) {
        var logging = LoggingSystem.get(DockerDaemon.class.getClassLoader());
        logging.setLogLevel("org.testcontainers", level);
        logging.setLogLevel("tc", level);
    }
}
