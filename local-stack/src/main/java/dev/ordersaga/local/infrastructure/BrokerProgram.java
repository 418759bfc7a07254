package dev.ordersaga.local.infrastructure;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.ordersaga.local.process.AotCache;
import dev.ordersaga.local.process.AotCache.Lesson;
import dev.ordersaga.local.process.Builds;
import dev.ordersaga.local.process.Folders;

/**
 * What the broker's own JVM runs: the packaged jar of this module where this JVM has it, too, and otherwise what else it has. The
 * former can have an AOT cache, which is made once a build. Safe for use by several threads and processes.
 */
public final class BrokerProgram {

    private static final String LOGGING = "-Dlogback.configurationFile=dev/ordersaga/local/infrastructure/broker-logback.xml";
    private static final String CACHES = "aot-kafka-";

    private BrokerProgram() {}

    /** Whether nothing is left to be done before a start. */
    public static boolean isPrepared() {
        return cache().map(AotCache::isSettled).orElse(true);
    }

    /** Makes the AOT cache, which takes many seconds. @return why there is none though there should be one */
    public static Optional<String> prepare() {
        return cache().flatMap(cache -> {
            deleteOthers(cache.folder());
            return cache.make(Lesson.ALL_OF_IT) ? Optional.empty() : Optional.of(cache.absence());
        });
    }

    /** What follows the flags of the JVM: with the AOT cache if there is one; the main class is the last. */
    public static List<String> arguments() {
        var arguments = new ArrayList<String>();
        cache().filter(AotCache::isMade).map(AotCache::options).ifPresent(arguments::addAll);
        arguments.addAll(List.of(LOGGING, "-cp", classPath(), KafkaProcess.class.getName()));
        return arguments;
    }

    private static Optional<AotCache> cache() {
        return packaged().filter(jar -> Files.isWritable(jar.getParent()))
                .map(jar -> AotCache.in(Objects.requireNonNull(jar.getParent()), CACHES + Builds.version(jar), List.of(
                        LOGGING,
                        "-cp", jar.toString(),
                        BrokerTraining.class.getName())));
    }

    /** What this JVM has, less what is of no use to a broker: it runs in applications' tests, too. */
    private static String classPath() {
        return packaged().map(Path::toString).orElseGet(() -> Stream
                .of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("spring-"))
                .collect(Collectors.joining(File.pathSeparator)));
    }

    /** The jar with these classes, if it has its libraries beside it. */
    private static Optional<Path> packaged() {
        try {
            var place = Path.of(BrokerProgram.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Optional.of(place).filter(Files::isRegularFile).filter(jar -> Files.isDirectory(jar.resolveSibling(
                    "lib")));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void deleteOthers(Path cache) {
        try (var siblings = Files.list(cache.getParent())) {
            siblings.filter(sibling -> sibling.getFileName().toString().startsWith(CACHES)).filter(Files::isDirectory)
                    .filter(sibling -> !sibling.getFileName().toString().startsWith(cache.getFileName().toString()))
                    .forEach(Folders::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
