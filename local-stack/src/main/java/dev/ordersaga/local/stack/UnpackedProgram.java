package dev.ordersaga.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.ordersaga.local.process.Builds;
import dev.ordersaga.local.process.ChildProcess;
import dev.ordersaga.local.process.ChildProcess.Launch;
import dev.ordersaga.local.process.Folders;
import dev.ordersaga.local.process.Jdk;
import dev.ordersaga.local.process.LogFile;
import dev.ordersaga.local.process.Signal;
import dev.ordersaga.local.process.StartFailedException;

/**
 * A Spring Boot program, unpacked beside its jar by Boot's own tool: it starts with half the work that the jar of jars
 * takes, and a build does not pull it away while it runs.
 */
record UnpackedProgram(Path jar) {

    /** The jar to be run; the packed one where nothing may be written beside it. */
    Path unpacked(LogFile log) {
        return place().map(place -> unpacked(place, log)).orElse(jar);
    }

    /** Where the jar to be run is or will be; empty where nothing may be written beside the packed one. */
    Optional<Path> place() {
        var folder = jar.resolveSibling("unpacked").resolve(Builds.version(jar));
        return Files.exists(folder) || Files.isWritable(jar.getParent())
                ? Optional.of(folder.resolve(jar.getFileName()))
                : Optional.empty();
    }

    /** Whether it is unpacked, or cannot be. */
    boolean isSettled() {
        return place().map(Files::exists).orElse(true);
    }

    private Path unpacked(Path place, LogFile log) {
        try {
            Folders.makeOnce(Objects.requireNonNull(place.getParent()), unfinished -> {
                deleteOthers(unfinished);
                unpack(unfinished, log);
            });
            return place;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unpack(Path folder, LogFile log) {
        var tool = ChildProcess.start(new Launch(
                List.of(Jdk.tool("java"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djarmode=tools", "-jar", jar
                        .toString(),
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
