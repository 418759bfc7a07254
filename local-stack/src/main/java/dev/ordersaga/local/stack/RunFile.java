package dev.ordersaga.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

import dev.ordersaga.local.Endpoints;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What runs in a data folder, written there for other {@code saga} processes. Only its owner may read it, because of the
 * token.
 */
record RunFile(ProcessIdentity supervisor, int controlPort, String token, Endpoints endpoints, boolean ready,
        Map<String, ProcessIdentity> processes) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Empty also where it cannot be read: it may be of another version. */
    static Optional<RunFile> read(Path data) {
        try {
            return Optional.of(JSON.readValue(Files.readString(path(data)), RunFile.class));
        } catch (IOException | JacksonException _) {
            return Optional.empty();
        }
    }

    /** At once or not at all, since others may be reading. */
    void write(Path data) {
        try {
            var unfinished = data.resolve("run.json.unfinished");
            Files.deleteIfExists(unfinished);
            try (var channel = Files.newByteChannel(unfinished,
                    EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(this)));
            }
            Files.move(unfinished, path(data), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path data) {
        try {
            Files.deleteIfExists(path(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(Path data) {
        return data.resolve("run.json");
    }
}
