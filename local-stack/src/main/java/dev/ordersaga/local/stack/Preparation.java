package dev.ordersaga.local.stack;

import java.io.UncheckedIOException;

import dev.ordersaga.local.process.StartFailedException;

/** What is done once a build, so that all starts of it are quick. */
record Preparation(Programs programs, DataFolder folder, Progress progress) {

    /**
     * Does nothing where it has been done.
     *
     * @throws StackException when a program cannot be unpacked; the message is for the user
     */
    void run() {
        var unprepared = programs.unprepared();
        if (!unprepared.isEmpty()) {
            progress.line("Preparing quick starts, once a build");
            Together.run(unprepared.stream().<Runnable>map(part -> () -> prepare(part)).toList());
            progress.line("Starting");
        }
    }

    private void prepare(String part) {
        var step = progress.begin(part);
        try {
            programs.prepare(part, folder.log(part)).ifPresentOrElse(step::failed, () -> step.done("prepared"));
        } catch (StartFailedException e) {
            step.failed("failed");
            throw new StackException(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            step.failed("failed");
            throw new StackException(e.getMessage() + ": " + e.getCause());
        }
    }
}
