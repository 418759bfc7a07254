package dev.ordersaga.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The signals that Java's own process API cannot send; {@code kill} of the shell can, on every Unix. */
public enum Signal {

    INT, TERM, STOP, CONT;

    /** Sends it to that process; that there is no such process any more is no error. */
    public void send(ProcessHandle process) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name() + " " + process.pid())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
