package dev.ordersaga.local.compose;

import java.nio.file.Path;
import java.util.Optional;

import dev.ordersaga.local.stack.StackException;

/** The stacks that {@code docker compose up} has started on this machine, or wherever {@code docker} leads to. */
public final class ComposeStacks {

    private final Docker docker;

    public ComposeStacks() {
        this("docker");
    }

    /** @param command the {@code docker} command, which need not be there */
    public ComposeStacks(String command) {
        this.docker = new Docker(command);
    }

    /**
     * The one that runs from this checkout, or else the only one that runs at all. Empty also where there is no docker.
     *
     * @throws StackException when there are several to choose from
     */
    public Optional<ComposeStack> nearest(Path checkout) {
        ComposeProjects running;
        try {
            running = running();
        } catch (StackException noDocker) {
            return Optional.empty();
        }
        return running.nearest(checkout).map(project -> new ComposeStack(docker, project));
    }

    /** @throws StackException when no such project runs, or docker does not answer */
    public ComposeStack named(String project) {
        return new ComposeStack(docker, running().named(project));
    }

    private ComposeProjects running() {
        return ComposeProjects.of(docker.containers(Container.PART));
    }
}
