package dev.ordersaga.system;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.ordersaga.local.Checkout;
import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.audit.Auditor;
import dev.ordersaga.local.compose.ComposeStack;
import dev.ordersaga.local.compose.ComposeStacks;
import dev.ordersaga.local.process.Folders;
import dev.ordersaga.local.process.Ports;
import dev.ordersaga.local.stack.Parts;

/**
 * {@code docker-compose.yml} as it is, as a project of the tests' own: images of the programs that have just been
 * packaged, free ports, passwords that nobody knows.
 *
 * <p>
 * Testcontainers' {@code ComposeContainer} would not say which project it is, and the tests need compose for more than up
 * and down. What a killed JVM leaves behind is removed by the next one: the project has the same name for the same
 * folder.
 */
final class ComposeDeployment implements Deployment {

    private static final String OVERRIDE = "system-tests/src/test/resources/dev/ordersaga/system/images.yml";
    private static final Duration RESTART_LIMIT = Duration.ofMinutes(1);

    private final String project;
    private final DockerCommand docker;
    private final ComposeStack stack;
    private final Thread removeAtExit;
    private Map<String, Integer> knownRestarts = Map.of();

    private ComposeDeployment(String project, DockerCommand docker) {
        this.project = project;
        this.docker = docker;
        remove(); // what was left behind
        removeAtExit = new Thread(this::remove);
        Runtime.getRuntime().addShutdownHook(removeAtExit);
        docker.run("compose", "build");
        docker.run("compose", "up", "--detach", "--wait");
        stack = new ComposeStacks().named(project);
    }

    static ComposeDeployment in(Path folder) {
        var root = Checkout.current().root();
        var project = "order-saga-test-%08x".formatted(folder.toString().hashCode());
        var logs = folder.resolve("logs");
        Folders.delete(logs);
        return new ComposeDeployment(project, new DockerCommand(logs.resolve("docker.log"), environment(root,
                project)));
    }

    private static Map<String, String> environment(Path root, String project) {
        var environment = new HashMap<String, String>();
        environment.put("COMPOSE_PROJECT_NAME", project);
        environment.put("COMPOSE_FILE", root.resolve("docker-compose.yml") + File.pathSeparator
                + root.resolve(OVERRIDE));
        environment.put("JARS_FROM", "host");
        Stream.of("ORDER_SERVICE", "PAYMENT_SERVICE", "INVENTORY_SERVICE", "OUTBOX_RELAY", "POSTGRES", "KAFKA")
                .forEach(part -> environment.put(part + "_PORT", String.valueOf(Ports.free())));
        Stream.of("ORDER_SERVICE", "PAYMENT_SERVICE", "INVENTORY_SERVICE", "OUTBOX_RELAY", "POSTGRES", "AUDITOR")
                .forEach(role -> environment.put(role + "_PASSWORD", UUID.randomUUID().toString()));
        return environment;
    }

    @Override
    public Endpoints endpoints() {
        return stack.endpoints();
    }

    @Override
    public Parts parts() {
        return stack.parts();
    }

    @Override
    public Auditor auditor() {
        return new Auditor(Auditor.LOCAL.user(), stack.auditorPassword().orElseThrow());
    }

    @Override
    public AnotherInstance another(String program) {
        return AnotherContainer.of(program, project, docker);
    }

    /** As somebody who does it by hand, in the folder of the compose file. */
    void compose(String... arguments) {
        docker.run(Stream.concat(Stream.of("compose"), Stream.of(arguments)).toArray(String[]::new));
    }

    /** Kills all processes of a program's container from within, which docker takes for a failure of the program. */
    void crash(String program) {
        docker.attempt("compose", "exec", "-T", program, "bash", "-c", "kill -9 -1");
    }

    /** Waits until docker has started exactly these programs again by itself, and takes that for no failure. */
    void awaitRestartOf(Set<String> programs) {
        await().atMost(RESTART_LIMIT).untilAsserted(() -> assertThat(restarted().keySet()).isEqualTo(programs));
        knownRestarts = restarts();
    }

    @Override
    public void requireAlive() {
        var restarted = restarted();
        knownRestarts = restarts();
        assertThat(restarted).as("parts that docker had to start again, since they ended by themselves").isEmpty();
    }

    @Override
    public void close() {
        docker.attempt("compose", "logs", "--no-color");
        remove();
        Runtime.getRuntime().removeShutdownHook(removeAtExit);
    }

    private void remove() {
        docker.attempt("compose", "down", "--volumes", "--remove-orphans", "--timeout", "0");
        var images = new ArrayList<>(List.of("image", "rm"));
        Parts.PROGRAMS.forEach(program -> images.add(project + "/" + program));
        docker.attempt(images.toArray(String[]::new));
    }

    /** The parts of which containers have been started again by docker since that was last known. */
    private Map<String, Integer> restarted() {
        return restarts().entrySet().stream()
                .filter(part -> part.getValue() > knownRestarts.getOrDefault(part.getKey(), 0))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<String, Integer> restarts() {
        var question = new ArrayList<>(List.of("inspect", "--format",
                "{{index .Config.Labels \"dev.ordersaga.part\"}} {{.RestartCount}}"));
        question.addAll(docker.ask("compose", "ps", "--all", "--quiet"));
        return docker.ask(question.toArray(String[]::new)).stream().map(line -> line.split(" "))
                .collect(toMap(words -> words[0], words -> Integer.valueOf(words[1]), Integer::sum));
    }
}
