package dev.ordersaga.local.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.ordersaga.local.process.AotCache;
import dev.ordersaga.local.process.AotCache.Lesson;
import dev.ordersaga.local.process.Jdk;
import dev.ordersaga.local.process.LogFile;
import dev.ordersaga.local.process.Ports;

/**
 * A Spring Boot program as it is started here: unpacked beside its jar, and mostly with an AOT cache. Both are made once a build,
 * by whoever needs them first. Safe for use by several threads and processes.
 */
public final class PackagedProgram {

    /** Of PostgreSQL's and Kafka's clients. A flag that decides about modules must be the same for a cache and for its use. */
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    /** A run with no database and no broker in reach: nothing is migrated, and the end does not wait for anything. */
    private static final List<String> TRAINING = List.of(NATIVE_ACCESS, "-Dspring.main.banner-mode=off",
            "-Dlogging.level.root=warn",
            "-Dspring.profiles.active=training", "-Dspring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
            "-Dspring.kafka.bootstrap-servers=127.0.0.1:1", "-Drelay.sources.none.username=none",
            "-Drelay.sources.none.url=jdbc:postgresql://127.0.0.1:1/none",
            "-Dserver.shutdown=immediate", "-Dspring.lifecycle.timeout-per-shutdown-phase=1s",
            "-Dspring.flyway.enabled=false", "-Dordersaga.outbox.migrate=false");

    private final UnpackedProgram program;
    private final boolean cached;

    private PackagedProgram(Path jar, boolean cached) {
        this.program = new UnpackedProgram(jar);
        this.cached = cached;
    }

    /** With an AOT cache: it starts with half the work. */
    public static PackagedProgram cached(Path jar) {
        return new PackagedProgram(jar, true);
    }

    /** Without an AOT cache: a JVM cannot use one beside an agent that it is started with. */
    public static PackagedProgram uncached(Path jar) {
        return new PackagedProgram(jar, false);
    }

    /**
     * What runs it. Takes long where it is not prepared yet.
     *
     * @param flags of the JVM: those of memory, collector and compilers
     * @param log gets what goes wrong when it is unpacked
     */
    public List<String> command(List<String> flags, Path log) {
        var jar = program.unpacked(new LogFile(log));
        var command = new ArrayList<>(List.of(Jdk.tool("java")));
        command.addAll(flags);
        command.add(NATIVE_ACCESS);
        cache().filter(cache -> make(cache)).map(AotCache::options).ifPresent(command::addAll);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    /** Whether nothing is left to be done before a start. */
    boolean isPrepared() {
        return program.isSettled() && cache().map(AotCache::isSettled).orElse(true);
    }

    /** Makes what is missing, which takes many seconds. @return why it has no cache though it should have one */
    public Optional<String> prepare(Path log) {
        program.unpacked(new LogFile(log));
        return cache().filter(cache -> !make(cache)).map(AotCache::absence);
    }

    private static boolean make(AotCache cache) {
        if (cache.isSettled()) {
            return cache.isMade();
        }
        var port = Ports.free();
        return cache.make(new Lesson(Map.of("SERVER_PORT", String.valueOf(port), "SERVER_ADDRESS", "127.0.0.1"),
                () -> hasLearnt(new Health(port))));
    }

    /** It has come up, and has looked for its database and broker. */
    private static boolean hasLearnt(Health health) {
        return health.isLive() && !health.isReady();
    }

    private Optional<AotCache> cache() {
        return cached ? program.place().map(PackagedProgram::cache) : Optional.empty();
    }

    /** It stays with the unpacked program, and leaves with it. */
    private static AotCache cache(Path jar) {
        var training = new ArrayList<>(TRAINING);
        training.addAll(List.of("-jar", jar.toString()));
        return AotCache.in(Objects.requireNonNull(jar.getParent()), "aot", training);
    }
}
