package dev.ordersaga.testing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.testcontainers.DockerClientFactory;

/** Whether Testcontainers can work here. */
sealed interface Docker {

    record Usable(String version) implements Docker {}

    /** @param reason half a sentence */
    record Unusable(String reason) implements Docker {}

    /** Longer than a busy machine takes. A daemon that stands still would be waited for without end. */
    Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    /** Looks for a daemon, and for what Testcontainers itself needs there: where no image can be pulled, it may lack it. */
    static Docker look() {
        log(LogLevel.OFF); // none of this is an error
        try {
            var factory = DockerClientFactory.instance();
            var version = CompletableFuture.supplyAsync(() -> factory.getInfo().getServerVersion())
                    .orTimeout(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
            try {
                factory.client();
                return new Usable(version);
            } catch (RuntimeException e) {
                return new Unusable("Docker %s answers, but Testcontainers does not start there: %s"
                        .formatted(version, String.valueOf(e.getMessage())
                                .replaceFirst("RemoteDockerImage\\(imageName=([^,]+),.*", "$1")));
            }
        } catch (CompletionException _) {
            return new Unusable("no Docker daemon answers");
        } finally {
            quiet();
        }
    }

    /** From now on Testcontainers logs warnings alone, until the logging is configured anew. */
    static void quiet() {
        log(LogLevel.WARN);
    }

    private static void log(LogLevel level) {
        var logging = LoggingSystem.get(Docker.class.getClassLoader());
        logging.setLogLevel("org.testcontainers", level);
        logging.setLogLevel("tc", level);
        logging.setLogLevel("com.github.dockerjava", LogLevel.OFF); // tells nothing that is not thrown as well
    }
}
