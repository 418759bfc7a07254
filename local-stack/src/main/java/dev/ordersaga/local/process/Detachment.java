package dev.ordersaga.local.process;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * What stands between a child and its parent's fate. The child gets a session of its own, because the terminal sends
 * Ctrl-C and its hang-up to everybody in the parent's, and an orderly stop has an order. And it is told to end when the
 * parent is gone, even by {@code kill -9}. Both where the system has the tools for it (Linux); elsewhere both are done
 * without.
 */
final class Detachment {

    /**
     * The kernel takes the end of the <em>thread</em> that started the child for the end of the parent, so all children
     * are started by one thread that lives as long as the JVM.
     */
    private static final ExecutorService STARTER = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("process-starter").factory());

    private static final boolean SETSID = onPath("setsid");
    private static final boolean SETPRIV = onPath("setpriv") && succeeds("setpriv", "--pdeathsig", "TERM", "true");

    private Detachment() {}

    static List<String> wrap(List<String> command, List<String> wrapper, Signal atParentsEnd) {
        var wrapped = new ArrayList<String>();
        if (SETSID) {
            wrapped.add("setsid");
        }
        wrapped.addAll(wrapper);
        if (SETPRIV) {
            wrapped.addAll(List.of("setpriv", "--pdeathsig", atParentsEnd.name()));
        }
        wrapped.addAll(command);
        return wrapped;
    }

    static Process start(ProcessBuilder builder) throws IOException {
        try {
            return STARTER.submit((Callable<Process>) builder::start).get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, program).canExecute());
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
