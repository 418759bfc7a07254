package dev.ordersaga.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.ordersaga.local.process.ChildProcess;
import dev.ordersaga.local.process.ChildProcess.Launch;
import dev.ordersaga.local.process.Folders;
import dev.ordersaga.local.process.LogFile;
import dev.ordersaga.local.process.Signal;
import dev.ordersaga.local.process.StartFailedException;

/**
 * A Spring Boot program, unpacked beside its jar by Boot's own tool: it starts with half the work that the jar of jars
 * takes, and a build does not pull it away while it runs.
 */
record UnpackedProgram(Path jar) {

    /** The jar to be run; the packed one where nothing may be written beside it. */
    Path unpacked(String java, LogFile log) {
        try {
            var folder = jar.resolveSibling("unpacked").resolve(version());
            if (!Files.exists(folder) && !Files.isWritable(jar.getParent())) {
                return jar;
            }
            Folders.makeOnce(folder, unfinished -> {
                deleteOthers(unfinished);
                unpack(java, unfinished, log);
            });
            return folder.resolve(jar.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String version() throws IOException {
        return Files.size(jar) + "-" + Files.getLastModifiedTime(jar).toMillis();
    }

    private void unpack(String java, Path folder, LogFile log) {
        var tool = ChildProcess.start(new Launch(
                List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djarmode=tools", "-jar", jar.toString(),
                        "extract", "--force", "--destination", folder.toString()),
                List.of(), Map.of(), Signal.TERM), log);
        if (tool.onExit().join() != 0) {
            throw new StartFailedException(jar + " could not be unpacked", log);
        }
    }

    private static void deleteOthers(Path folder) throws IOException {
        try (var versions = Files.list(folder.getParent())) {
            versions.filter(other -> Files.isDirectory(other) && !other.equals(folder)).forEach(Folders::delete);
        }
    }
}
