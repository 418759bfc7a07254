package dev.ordersaga.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import dev.ordersaga.local.process.ChildProcess.Launch;

/**
 * Classes of a Java program, loaded and linked ahead of time by a training run of it (JEP 483 and 514), which saves half of the
 * work of a start. It is for one JVM and one class path, and for all heap sizes and garbage collectors; a JVM that it does not
 * fit says so and goes on without it. Safe for use by several threads and processes.
 *
 * @param folder where it is kept, together with the log of its training
 * @param training further flags and the class path and main class (or jar) and arguments of a run
 */
public record AotCache(Path folder, List<String> training) {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String FILE = "program.aot";
    /** What exit codes of processes that a signal has ended begin with. */
    private static final int KILLED = 128;

    /** The JDK warns at every start about adapters in its cache that it cannot use: they are left out. */
    private static final List<String> COMMON = List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching");

    /**
     * By the first compiler alone: what the second one learns in a training makes it compile at every start what only a start
     * needs.
     */
    private static final List<String> TRAINING = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /**
     * What a training run does.
     *
     * @param environment added to that of this JVM
     * @param isLearnt asked again and again; the run is told to end when it says yes
     */
    public record Lesson(Map<String, String> environment, BooleanSupplier isLearnt) {

        /** The run ends by itself. */
        public static final Lesson ALL_OF_IT = new Lesson(Map.of(), () -> false);

        public Lesson {
            environment = Map.copyOf(environment);
        }
    }

    public AotCache {
        training = List.copyOf(training);
    }

    /**
     * The cache of a program.
     *
     * @param parent the folder that its folder is or will be in
     * @param name of its folder, to which is added what a cache depends on beside the program
     */
    public static AotCache in(Path parent, String name, List<String> training) {
        var flags = Stream.of(COMMON, TRAINING, training).flatMap(List::stream).toList();
        return new AotCache(parent.resolve("%s-%s-%08x".formatted(name, Runtime.version(), flags.hashCode())),
                training);
    }

    /** Whether it has been made, or it has turned out that it cannot be made. */
    public boolean isSettled() {
        return Files.exists(folder);
    }

    /** Whether a JVM can be told to use it. */
    public boolean isMade() {
        return Files.exists(folder.resolve(FILE));
    }

    /** Makes it unless that has been tried, which takes many seconds. @return whether it is there */
    public boolean make(Lesson lesson) {
        try {
            Folders.makeOnce(folder, unfinished -> train(lesson, unfinished));
            return isMade();
        } catch (IOException _) {
            return false; // to be tried again at the next start
        }
    }

    /** For people: that it could not be made, and where it says why. */
    public String absence() {
        return "no AOT cache, starts without: " + log();
    }

    Path log() {
        return log(folder);
    }

    /** What a JVM has to be told to use it. */
    public List<String> options() {
        var options = new ArrayList<>(COMMON);
        // mapped where it was written for, instead of at an address that is new each time, it needs no copy in each process
        options.add("-XX:ArchiveRelocationMode=0");
        options.add("-XX:AOTCache=" + folder.resolve(FILE));
        return options;
    }

    private void train(Lesson lesson, Path unfinished) throws IOException {
        var file = unfinished.resolve(FILE);
        var command = new ArrayList<>(List.of(Jdk.tool("java"), "-XX:AOTCacheOutput=" + file));
        command.addAll(COMMON);
        command.addAll(TRAINING);
        command.addAll(training);
        var run = ChildProcess.start(new Launch(command, List.of(), lesson.environment(), Signal.TERM),
                new LogFile(log(unfinished)));
        var end = System.nanoTime() + LIMIT.toNanos();
        var learnt = false;
        while (!learnt && System.nanoTime() < end && !run.endsWithin(POLL)) {
            learnt = lesson.isLearnt().getAsBoolean();
        }
        run.stop(LIMIT); // the cache is made before it ends
        int exitCode = run.onExit().join();
        if (exitCode >= KILLED && !run.isEndedOnPurpose()) {
            throw new IOException("the training run was ended by somebody");
        }
        if (exitCode != 0 && !learnt) {
            Files.deleteIfExists(file);
        }
    }

    private static Path log(Path folder) {
        return folder.resolve("training.log");
    }
}
