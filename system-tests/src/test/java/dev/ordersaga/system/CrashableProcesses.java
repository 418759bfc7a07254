package dev.ordersaga.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import net.bytebuddy.agent.builder.AgentBuilder;

import dev.ordersaga.system.crash.Crash;
import dev.ordersaga.system.crash.CrashAgent;
import dev.ordersaga.system.crash.CrashPoint;

/** The four programs of a system, in place of its own ones, with the agent that can halt them. */
final class CrashableProcesses implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(90);
    private final RunningSystem system;
    private final Path folder;
    private final Map<String, AnotherProcess> processes = new TreeMap<>();

    private CrashableProcesses(RunningSystem system, Path folder) throws IOException {
        this.system = system;
        this.folder = folder.toAbsolutePath();
        var agent = agent(folder);
        for (var program : new Health(system.endpoints()).programs().entrySet()) {
            Files.deleteIfExists(armed(program.getKey()));
            var options = "\"-javaagent:%s\" \"-D%s=%s\"".formatted(agent, Crash.PROPERTY, armed(program.getKey()));
            processes.put(program.getKey(), AnotherProcess.inPlaceOf(program.getKey(), program.getValue(), system
                    .endpoints(), folder.resolve(program.getKey() + ".log"), Map.of("JDK_JAVA_OPTIONS", options)));
        }
    }

    private Path armed(String program) {
        return folder.resolve(program + ".armed");
    }

    /** @param folder for logs; made if it is not there */
    static CrashableProcesses inPlaceOfThoseOf(RunningSystem system, Path folder) {
        try {
            var processes = new CrashableProcesses(system, Files.createDirectories(folder));
            processes.processes.keySet().parallelStream().forEach(system.parts()::stop);
            AnotherInstance.start(processes.processes.values().toArray(AnotherInstance[]::new));
            return processes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Halts the program at that point when it passes it for the given time, and starts it again when it is down. */
    void haltAndStartAgain(CrashPoint point, int time) {
        var process = Objects.requireNonNull(processes.get(point.program()));
        var end = process.server().onExit();
        try {
            Files.writeString(armed(point.program()), point + ":" + time);
            await("halt at " + point).atMost(BOUND).until(end::isDone);
            assertThat(end.join()).as("exit code of %s, to be halted at %s", point.program(), point).isEqualTo(
                    Crash.HALTED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            disarm(point);
            if (end.isDone()) {
                process.start();
            }
        }
    }

    private void disarm(CrashPoint point) {
        try {
            Files.deleteIfExists(armed(point.program()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A jar of the agent's classes: whatever else the tests have stays outside of the programs. */
    private static Path agent(Path folder) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", CrashAgent.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, place(AgentBuilder.class).toString());
        var jar = folder.resolve("crash-agent.jar").toAbsolutePath();
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var classes = Files.list(Path.of(place(CrashAgent.class)).resolve(CrashAgent.class.getPackageName()
                        .replace('.', '/')))) {
            for (var file : classes.toList()) {
                out.putNextEntry(new JarEntry(CrashAgent.class.getPackageName().replace('.', '/') + "/" + file
                        .getFileName()));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    /** The folder or jar that the class is in. */
    private static URI place(Class<?> type) {
        try {
            return type.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives their places back to the system's own programs. */
    @Override
    public void close() {
        processes.values().parallelStream().forEach(AnotherProcess::close);
        system.start(processes.keySet()).join();
    }
}
