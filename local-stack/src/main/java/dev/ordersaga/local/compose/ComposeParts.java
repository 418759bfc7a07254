package dev.ordersaga.local.compose;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.StackException;

/**
 * The parts of a compose project, all instances of a part together. Docker does not start again by itself what is killed
 * or stopped here, whatever the restart policy says.
 */
final class ComposeParts implements Parts {

    static final Duration START_LIMIT = Duration.ofMinutes(3);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int LINES_SHOWN = 20;

    private final Docker docker;
    private final String project;
    private final Duration startLimit;
    private final BiConsumer<String, List<Container>> started;

    /** @param started gets the containers of a part that is ready again: their ports may be others than before */
    ComposeParts(Docker docker, String project, Duration startLimit, BiConsumer<String, List<Container>> started) {
        this.docker = docker;
        this.project = project;
        this.startLimit = startLimit;
        this.started = started;
    }

    /**
     * Frozen containers included: docker sends the signal first and thaws then. A frozen program does nothing more under
     * cgroup v2; under v1 some are left a fraction of a millisecond, which is too short for a transaction.
     */
    @Override
    public void kill(String part) {
        act("kill", part, Container::isRunning);
    }

    @Override
    public void stop(String part) {
        act("stop", part, Container::isRunning);
    }

    @Override
    public void start(String part) {
        act("start", part, container -> !container.isRunning());
        started.accept(part, healthy(part));
    }

    @Override
    public void suspend(String part) {
        act("pause", part, container -> container.isRunning() && !container.isPaused());
    }

    @Override
    public void resume(String part) {
        act("unpause", part, Container::isPaused);
    }

    private void act(String action, String part, Predicate<Container> which) {
        docker.act(action, containers(part).stream().filter(which).toList());
    }

    /** Waits: one that is unhealthy may still become healthy, when another part is back. */
    private List<Container> healthy(String part) {
        var deadline = System.nanoTime() + startLimit.toNanos();
        while (true) {
            var containers = containers(part);
            var sick = containers.stream().filter(container -> !container.isHealthy()).toList();
            if (sick.isEmpty()) {
                return containers;
            }
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new StackException(sick.stream().map(this::report).collect(Collectors.joining("\n")));
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private String report(Container container) {
        return "%s is %s, and was not healthy within %d s; the end of 'docker logs %1$s':\n%s".formatted(
                container.shownName(), container.condition(), startLimit.toSeconds(),
                docker.logs(container, LINES_SHOWN).indent(4).stripTrailing());
    }

    private List<Container> containers(String part) {
        var containers = docker.containers(Container.PROJECT + "=" + project, Container.PART + "=" + part).stream()
                .filter(Container::isOfProject).toList();
        if (containers.isEmpty()) {
            throw new IllegalArgumentException("there is no container of " + part + " in the project " + project);
        }
        return containers;
    }
}
