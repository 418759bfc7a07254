package dev.ordersaga.system;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;

import dev.ordersaga.local.process.Ports;

/** One more container of a program, made by {@code docker compose run}. */
record AnotherContainer(DockerCommand docker, String name, String program, int port) implements AnotherInstance {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    static AnotherContainer of(String program, String project, DockerCommand docker) {
        var port = Ports.free();
        return new AnotherContainer(docker, "%s-another-%s-%d".formatted(project, program, port), program, port);
    }

    @Override
    public URI uri() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public void start() {
        docker.run("compose", "run", "--detach", "--no-deps", "--name", name, "--publish",
                "127.0.0.1:" + port + ":8080", program);
        await(name).atMost(START_LIMIT).until(() -> AnotherInstance.isReady(uri()));
    }

    @Override
    public void kill() {
        docker.run("kill", name);
    }

    @Override
    public void close() {
        docker.attempt("logs", name);
        docker.attempt("rm", "--force", "--volumes", name);
    }
}
