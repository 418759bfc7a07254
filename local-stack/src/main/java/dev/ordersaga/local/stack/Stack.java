package dev.ordersaga.local.stack;

import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.ordersaga.local.Checkout;
import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.infrastructure.Databases;
import dev.ordersaga.local.infrastructure.EmbeddedPostgres;
import dev.ordersaga.local.infrastructure.KafkaBroker;
import dev.ordersaga.local.process.Ports;
import dev.ordersaga.local.process.Server;
import dev.ordersaga.local.process.StartFailedException;
import dev.ordersaga.local.stack.Programs.Servers;

/**
 * The whole system as child processes of this JVM, which stop when it ends: in good order where it ends by itself, by
 * Ctrl-C, SIGTERM or SIGHUP. Where it is killed, the system ends the children if it can (Linux), and the next stack in
 * the same data folder ends those that are left. Safe for use by several threads.
 */
public final class Stack implements AutoCloseable {

    private final Progress progress;
    private final DataFolder folder;
    private final StackPorts ports;
    private final List<String> programs;
    private final EmbeddedPostgres postgres;
    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final Parts parts = new LocalParts(servers);
    private final Control control = new Control(parts);
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final Thread closeAtExit = new Thread(this::closeAtExit, "stack-close");
    private volatile Runnable beforeExit = () -> {};
    private volatile boolean ready;
    private volatile boolean closing;
    private boolean closed;

    private Stack(StackPorts ports, Programs packages, Wiring wiring, Tuning tuning, DataFolder folder,
            Progress progress) {
        this.progress = progress;
        this.folder = folder;
        this.ports = ports;
        this.programs = Stream.concat(Parts.PROGRAMS.stream(), wiring.further().stream()).toList();
        this.postgres = EmbeddedPostgres.in(folder.path().resolve(Parts.POSTGRES), ports.of(Parts.POSTGRES),
                folder.log(Parts.POSTGRES), tuning.postgres());
        var kafkaWays = new HashMap<Integer, Integer>();
        var instances = instances(packages, wiring, kafkaWays);
        servers.put(Parts.POSTGRES, postgres.server());
        servers.put(Parts.KAFKA, KafkaBroker.withWays(folder.path().resolve(Parts.KAFKA), ports.of(Parts.KAFKA),
                folder.log(Parts.KAFKA), kafkaWays, tuning.jvms()).server());
        servers.putAll(instances);
        for (var server : servers.values()) {
            server.whenLaunched(this::writeRunFile);
            var _ = server.death().thenAccept(death -> failure.complete(Stack.describe(death)));
        }
    }

    /** @param kafkaWays gets the port to listen on and the one to tell, of each instance with a way of its own */
    private Map<String, Server> instances(Programs packages, Wiring wiring, Map<Integer, Integer> kafkaWays) {
        var instances = new LinkedHashMap<String, Server>();
        for (var part : programs) {
            var postgresPort = ports.of(Parts.POSTGRES);
            var kafkaPort = ports.of(Parts.KAFKA);
            if (wiring.hasWays()) {
                var listening = Ports.free();
                postgresPort = wiring.way(part, Parts.POSTGRES, postgresPort);
                kafkaPort = wiring.way(part, Parts.KAFKA, listening);
                kafkaWays.put(listening, kafkaPort);
            }
            instances.put(part, packages.instance(part, new Servers(postgresPort, kafkaPort), folder.log(part)));
        }
        return instances;
    }

    /**
     * Starts all parts and waits until every one of them is ready.
     *
     * @throws StackException when something stands in the way, such as a taken port; the message is for the user
     * @throws CancellationException when this JVM is told to end meanwhile
     */
    public static Stack start(StackOptions options, Progress progress) {
        return start(options, Wiring.USUAL, progress);
    }

    /** The same with more instances, or with something between them and the servers. */
    public static Stack start(StackOptions options, Wiring wiring, Progress progress) {
        var folder = DataFolder.open(options.data());
        try {
            var leftovers = folder.endLeftovers();
            if (!leftovers.isEmpty()) {
                progress.line("Ended what an earlier run had left behind: " + String.join(", ", leftovers));
            }
            options.ports().requireFree();
            if (options.fresh()) {
                folder.wipe();
            }
            var ports = options.ports().resolved().and(wiring.further());
            folder.beginLogs(ports.byPart().keySet());
            var packages = new Programs(Checkout.current(), ports, options.tuning().jvms(), options.aotCache());
            new Preparation(packages, folder, progress).run();
            var stack = new Stack(ports, packages, wiring, options.tuning(), folder, progress);
            stack.start();
            return stack;
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    public Endpoints endpoints() {
        return ports.endpoints();
    }

    /** The folder of the parts' logs. */
    public Path logs() {
        return folder.logs();
    }

    public Parts parts() {
        return parts;
    }

    /** Where an instance of a program answers when it runs. */
    public URI uri(String instance) {
        return URI.create("http://localhost:" + ports.of(instance));
    }

    /** The current process of a part, or the last one. */
    public ProcessHandle process(String part) {
        return server(part).process();
    }

    /** The processes of the parts that run, by their names. */
    public Map<String, ProcessHandle> processes() {
        return servers.entrySet().stream().filter(part -> part.getValue().isRunning())
                .collect(Collectors.toMap(Map.Entry::getKey, part -> part.getValue().process()));
    }

    /** What is to be done before everything is stopped when this JVM is told to end; it may use all parts. */
    public void beforeExit(Runnable action) {
        beforeExit = action;
    }

    /** Completes with a text for the user when a part ends that neither {@link #parts()} nor {@link #close()} has ended. */
    public CompletableFuture<String> failure() {
        return failure.copy();
    }

    /** Stops everything in good order, in the reverse order of the start; no process is left. */
    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            if (!closed) {
                closed = true;
                progress.line("Stopping everything");
                control.close();
                stop(programs);
                stop(List.of(Parts.KAFKA, Parts.POSTGRES));
                folder.close();
                forgetExit();
            }
        }
    }

    private void closeAtExit() {
        try {
            beforeExit.run();
        } finally {
            close();
        }
    }

    private void start() {
        Runtime.getRuntime().addShutdownHook(closeAtExit);
        try {
            Together.run(List.of(() -> start(Parts.KAFKA), this::startDatabasesAndPrograms));
            ready = true;
            writeRunFile();
        } catch (RuntimeException e) {
            if (closing) {
                throw new CancellationException("told to end");
            }
            close();
            throw switch (e) {
                case StartFailedException failed -> new StackException(String.valueOf(failed.getMessage()));
                case UncheckedIOException failed -> new StackException(failed.getMessage() + ": " + failed.getCause());
                default -> e;
            };
        }
    }

    /** The programs do not wait for Kafka: while it starts there is enough else for them to do. */
    private void startDatabasesAndPrograms() {
        start(Parts.POSTGRES, () -> Databases.create(postgres));
        Together.run(Parts.PROGRAMS.stream().<Runnable>map(part -> () -> start(part)).toList());
    }

    private void start(String part) {
        start(part, () -> {});
    }

    private void start(String part, Runnable completion) {
        var step = progress.begin(part);
        try {
            server(part).start();
            completion.run();
            step.done(address(part));
        } catch (RuntimeException e) {
            if (closing) {
                step.abandoned();
            } else {
                step.failed("failed");
            }
            throw e;
        }
    }

    private void stop(List<String> parts) {
        Together.run(parts.stream().<Runnable>map(part -> () -> {
            var running = server(part).isRunning();
            var step = progress.begin(part);
            server(part).close();
            if (running) {
                step.done("stopped");
            } else {
                step.abandoned();
            }
        }).toList());
    }

    private void writeRunFile() {
        var processes = new HashMap<String, ProcessIdentity>();
        servers.forEach((part, server) -> {
            if (server.isRunning()) {
                processes.put(part, ProcessIdentity.of(server.process()));
            }
        });
        folder.write(new RunFile(ProcessIdentity.of(ProcessHandle.current()), control.port(), control.token(),
                endpoints(), ready, processes));
    }

    private String address(String part) {
        return switch (part) {
            case Parts.POSTGRES, Parts.KAFKA -> "localhost:" + ports.of(part);
            default -> "http://localhost:" + ports.of(part);
        };
    }

    private void forgetExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException _) {
            // this is the exit
        }
    }

    private static String describe(Server.Death death) {
        var signal = death.exitCode() > 128 ? " (signal %d)".formatted(death.exitCode() - 128) : "";
        return "%s ended by itself with exit code %d%s\n%s".formatted(death.name(), death.exitCode(), signal,
                death.log().report());
    }

    private Server server(String part) {
        return requireNonNull(servers.get(part));
    }
}
