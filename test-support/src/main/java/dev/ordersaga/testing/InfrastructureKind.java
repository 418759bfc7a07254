package dev.ordersaga.testing;

import java.util.Locale;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** What the tests' PostgreSQL and Kafka run on. */
public enum InfrastructureKind {

    /** Processes of this machine, out of Maven Central. */
    EMBEDDED,
    /** Testcontainers. */
    CONTAINERS;

    /** The system property that forces one. Without it: containers wherever Docker can be used. */
    public static final String PROPERTY = "infrastructure";

    private static @Nullable InfrastructureKind current;

    /**
     * The kind for this JVM, decided when it is first asked for, and then told in a line on the console, with the reason.
     *
     * @throws IllegalStateException when what the property says is unknown, or cannot be had here
     */
    public static synchronized InfrastructureKind current() {
        if (current == null) {
            var choice = Choice.of(System.getProperty(PROPERTY), Docker::look);
            System.out.println("Infrastructure: " + choice);
            current = choice.kind();
        }
        return current;
    }

    /** A kind and why it is that one. */
    record Choice(InfrastructureKind kind, String reason) {

        /** @param docker asked only where it matters */
        static Choice of(@Nullable String forced, Supplier<Docker> docker) {
            return switch (forced) {
                case "embedded" -> new Choice(EMBEDDED, "forced by -D" + PROPERTY);
                case "containers" -> switch (docker.get()) {
                    case Docker.Usable(var version) -> new Choice(CONTAINERS,
                            "forced by -D%s, on Docker %s".formatted(PROPERTY, version));
                    case Docker.Unusable(var reason) -> throw new IllegalStateException(
                            "-D%s=containers cannot be had: %s".formatted(PROPERTY, reason));
                };
                case null -> switch (docker.get()) {
                    case Docker.Usable(var version) -> new Choice(CONTAINERS,
                            "Docker %s answers; -D%s=embedded does without".formatted(version, PROPERTY));
                    case Docker.Unusable(var reason) -> new Choice(EMBEDDED, reason);
                };
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
