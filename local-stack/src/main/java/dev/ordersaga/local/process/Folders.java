package dev.ordersaga.local.process;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Folders as a whole. */
public final class Folders {

    private static final Map<Path, Object> IN_THIS_JVM = new ConcurrentHashMap<>();

    private Folders() {}

    /** Writes what a folder is to contain. */
    public interface Filling {

        void into(Path folder) throws IOException;
    }

    /**
     * Makes a folder unless it exists, once for all threads and processes that want it at the same time. It is there
     * complete or not at all.
     */
    public static void makeOnce(Path folder, Filling filling) throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        Files.createDirectories(folder.getParent());
        // the file lock is for processes; within one, a second attempt to get it is an error instead of a wait
        synchronized (IN_THIS_JVM.computeIfAbsent(folder, _ -> new Object())) {
            try (var channel = FileChannel.open(folder.resolveSibling(folder.getFileName() + ".lock"), CREATE, WRITE);
                    var _ = channel.lock()) {
                if (!Files.exists(folder)) {
                    var unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
                    delete(unfinished);
                    Files.createDirectory(unfinished);
                    filling.into(unfinished);
                    Files.move(unfinished, folder, ATOMIC_MOVE);
                }
            }
        }
    }

    /** Deletes the folder with all in it, if there is one; follows no links. */
    public static void delete(Path folder) {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
