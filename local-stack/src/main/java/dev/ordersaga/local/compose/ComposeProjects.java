package dev.ordersaga.local.compose;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import dev.ordersaga.local.stack.StackException;

/** The compose projects on this machine that are ours and run. */
record ComposeProjects(List<ComposeProject> running) {

    static ComposeProjects of(List<Container> containers) {
        return new ComposeProjects(ComposeProject.of(containers).stream().filter(ComposeProject::isRunning).toList());
    }

    /** @throws StackException when it does not run */
    ComposeProject named(String name) {
        return running.stream().filter(project -> project.name().equals(name)).findFirst()
                .orElseThrow(() -> new StackException("No compose project %s runs; %s".formatted(name,
                        running.isEmpty() ? "there is none" : "there is\n" + list(running))));
    }

    /**
     * That of this checkout, or the only one elsewhere.
     *
     * @throws StackException when there are several to choose from
     */
    Optional<ComposeProject> nearest(Path checkout) {
        var here = only(project -> project.isOf(checkout));
        return here.isPresent() ? here : only(project -> true);
    }

    private Optional<ComposeProject> only(Predicate<ComposeProject> wanted) {
        var found = running.stream().filter(wanted).toList();
        if (found.size() > 1) {
            throw new StackException("Several compose projects run: choose one with --project NAME\n" + list(found));
        }
        return found.stream().findFirst();
    }

    private static String list(List<ComposeProject> projects) {
        return projects.stream().map(project -> "  %s (%s)".formatted(project.name(), project.folder()))
                .collect(joining("\n"));
    }
}
