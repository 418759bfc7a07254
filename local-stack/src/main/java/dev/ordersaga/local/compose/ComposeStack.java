package dev.ordersaga.local.compose;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.StackException;

/** A stack that {@code docker compose up} has started. Safe for use by several threads. */
public final class ComposeStack {

    private final Parts parts;
    private volatile ComposeProject project;

    ComposeStack(Docker docker, ComposeProject project) {
        this.project = project;
        this.parts = new ComposeParts(docker, project.name(), ComposeParts.START_LIMIT, this::started);
    }

    /** @throws StackException that says which of these parts are missing or not healthy */
    public ComposeStack requireHealthy(Collection<String> needed) {
        project.requireHealthy(needed);
        return this;
    }

    /** As they are now: a part that was started again by {@link #parts()} may have got other ports. */
    public Endpoints endpoints() {
        return project.endpoints();
    }

    public Parts parts() {
        return parts;
    }

    /** As the database was told when it was made. */
    public Optional<String> auditorPassword() {
        return project.auditorPassword();
    }

    /** For people: the project's name and where it is from. */
    @Override
    public String toString() {
        return project.toString();
    }

    private synchronized void started(String part, List<Container> containers) {
        project = project.with(part, containers);
    }
}
