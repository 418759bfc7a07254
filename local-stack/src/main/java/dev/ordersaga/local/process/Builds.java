package dev.ordersaga.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells builds of a file apart, for what is made of one and kept. */
public final class Builds {

    private Builds() {}

    /** Another one for each build; can be a part of a file's name. */
    public static String version(Path file) {
        try {
            return Files.size(file) + "-" + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
