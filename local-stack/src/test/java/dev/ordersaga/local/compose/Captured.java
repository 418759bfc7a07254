package dev.ordersaga.local.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What a real docker has answered, shortened to what might matter. */
public final class Captured {

    private Captured() {}

    /** {@code docker compose up --scale order-service=2}, with any ports for order-service and payment-service. */
    static List<Container> healthy() {
        return Container.parse(json("healthy"));
    }

    /** The broker does not come up, and so compose has not started the programs. */
    static List<Container> broken() {
        return Container.parse(json("broken"));
    }

    /**
     * A command that answers what docker has answered, whatever the filter; {@code logs} are "what it has written". What
     * it is told to do it only notes in a file {@code calls} beside it.
     */
    public static Path docker(Path folder, String capture) throws IOException {
        var answer = Files.writeString(folder.resolve("answer"), json(capture));
        return command(folder, """
                case "$1" in
                  ps) echo an-id ;;
                  inspect) cat '%s' ;;
                  logs) echo what it has written >&2 ;;
                  *) echo "$@" >> '%s' ;;
                esac
                """.formatted(answer, folder.resolve("calls")));
    }

    static Path command(Path folder, String script) throws IOException {
        var command = Files.writeString(folder.resolve("docker"), "#!/bin/sh\n" + script);
        return Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String json(String name) {
        try (var in = requireNonNull(Captured.class.getResourceAsStream(name + ".json"))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
