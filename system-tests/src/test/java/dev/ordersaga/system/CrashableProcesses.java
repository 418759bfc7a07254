package dev.ordersaga.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import net.bytebuddy.agent.builder.AgentBuilder;

import dev.ordersaga.system.crash.Crash;
import dev.ordersaga.system.crash.CrashAgent;
import dev.ordersaga.system.crash.CrashPoint;

/** The four programs of a system, in place of its own ones, which may be halted. */
final class CrashableProcesses implements AutoCloseable {

    private final RunningSystem system;
    private final Path agent;
    private final Map<String, AnotherProcess> processes = new TreeMap<>();

    private CrashableProcesses(RunningSystem system, Path folder) throws IOException {
        this.system = system;
        this.agent = agent(folder);
        new Health(system.endpoints()).programs().forEach((program, uri) -> processes.put(program, AnotherProcess
                .inPlaceOf(program, uri, system.endpoints(), folder.resolve(program + ".log"))));
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
        arm(process.server().process(), point, time);
        try {
            await("halt at " + point).until(end::isDone);
            assertThat(end.join()).as("exit code of %s, to be halted at %s", point.program(), point).isEqualTo(
                    Crash.HALTED);
        } finally {
            process.server().restart(); // also where it is still up, with the agent in it
        }
    }

    /** Into the running program: a JVM that is started with an agent does without its AOT cache, and starts slowly. */
    private void arm(ProcessHandle process, CrashPoint point, int time) {
        try {
            var program = VirtualMachine.attach(String.valueOf(process.pid()));
            program.loadAgent(agent.toString(), point + ":" + time);
            program.detach();
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IllegalStateException(e);
        } catch (IOException _) {
            // it was halted before it could answer
        }
    }

    /** A jar of the agent's classes: whatever else the tests have stays outside of the programs. */
    private static Path agent(Path folder) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", CrashAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
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
