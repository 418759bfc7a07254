package dev.ordersaga.testing;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** What the tests' PostgreSQL and Kafka run on. */
public enum InfrastructureKind {

    /** Processes of this machine, out of Maven Central. */
    EMBEDDED,
    /** Testcontainers. */
    CONTAINERS;

    /** The system property that forces one. Without it: containers wherever a Docker daemon answers. */
    public static final String PROPERTY = "infrastructure";

    private static @Nullable InfrastructureKind current;

    /**
     * The kind for this JVM, decided when it is first asked for, and then told in a line on the console, with the reason.
     *
     * @throws IllegalStateException when what the property says is unknown, or cannot be had here
     */
    public static synchronized InfrastructureKind current() {
        if (current == null) {
            var choice = Choice.of(System.getProperty(PROPERTY), DockerDaemon::version);
            System.out.println("Infrastructure: " + choice);
            current = choice.kind();
        }
        return current;
    }

    /** A kind and why it is that one. */
    record Choice(InfrastructureKind kind, String reason) {

        /** @param docker asked for the version of the Docker daemon, if it matters whether one answers */
        static Choice of(@Nullable String forced, Supplier<Optional<String>> docker) {
            return switch (forced) {
                case "embedded" -> new Choice(EMBEDDED, "forced by -D" + PROPERTY);
                case "containers" -> docker.get()
                        .map(version -> new Choice(CONTAINERS, "forced by -D%s, on Docker %s".formatted(PROPERTY,
                                version)))
                        .orElseThrow(() -> new IllegalStateException(("-D%s=containers, but no Docker daemon answers. "
                                + "Does it run, and may this user reach it? `docker info` tells more.").formatted(
                                        PROPERTY)));
                case null -> docker.get()
                        .map(version -> new Choice(CONTAINERS,
                                "Docker %s answers; -D%s=embedded does without".formatted(version, PROPERTY)))
                        .orElseGet(() -> new Choice(EMBEDDED, "no Docker daemon answers"));
                default -> throw new IllegalStateException(
                        "-D%s=%s: it is either embedded or containers".formatted(PROPERTY, forced));
            };
        }

        @Override
        public String toString() {
            return kind.name().toLowerCase(Locale.ROOT) + " (" + reason + ")";
        }
    }
}
