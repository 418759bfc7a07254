package dev.ordersaga.local.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.local.process.StartFailedException;

/**
 * PostgreSQL refuses to run as root. In a user namespace of its own it is somebody else and yet owns its files; where
 * that is not permitted (in most containers), it runs as {@code nobody}, to whom the data folder is given.
 */
enum UnprivilegedUser {

    MYSELF, NAMESPACE, NOBODY;

    private static final int NOBODYS_ID = 65534;

    private static @Nullable UnprivilegedUser current;

    static synchronized UnprivilegedUser current() {
        if (current == null) {
            current = find();
        }
        return current;
    }

    List<String> wrapper() {
        return switch (this) {
            case MYSELF -> List.of();
            case NAMESPACE -> List.of("unshare", "--user");
            // may go through folders that only root may enter, since checkouts of root often lie in one
            case NOBODY -> List.of("setpriv", "--reuid=" + NOBODYS_ID, "--regid=" + NOBODYS_ID, "--clear-groups",
                    "--inh-caps=+dac_override", "--ambient-caps=+dac_override");
        };
    }

    /** Makes the folder and all in it this user's. */
    void own(Path folder) {
        if (this == NOBODY) {
            try (var files = Files.walk(folder)) {
                for (var file : files.toList()) {
                    Files.setAttribute(file, "unix:uid", NOBODYS_ID);
                    Files.setAttribute(file, "unix:gid", NOBODYS_ID);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static UnprivilegedUser find() {
        if (!isRoot()) {
            return MYSELF;
        }
        return Stream.of(NAMESPACE, NOBODY).filter(UnprivilegedUser::works).findFirst()
                .orElseThrow(() -> new StartFailedException("PostgreSQL does not run as root, and neither "
                        + "'unshare --user' nor 'setpriv --reuid' works here: start this as an ordinary user"));
    }

    private static boolean isRoot() {
        try {
            return Map.of("uid", 0).equals(Files.readAttributes(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException _) {
            return System.getProperty("user.name").equals("root");
        }
    }

    private boolean works() {
        try {
            var command = new ArrayList<>(wrapper());
            command.add("true");
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
