package dev.ordersaga.benchmarks.contenders;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.local.process.ChildProcess;

/** The harness's end of the line to a program: commands go out, and an answer comes back when each is done. */
final class Control implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(200);

    private final ServerSocket server;
    private @Nullable Socket socket;
    private @Nullable BufferedReader answers;
    private @Nullable Writer commands;

    Control() {
        try {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits for the program's word that it is ready. */
    void awaitReady(ChildProcess program) {
        try {
            var accepted = accept(program);
            socket = accepted;
            answers = new BufferedReader(new InputStreamReader(accepted.getInputStream(), UTF_8));
            commands = new OutputStreamWriter(accepted.getOutputStream(), UTF_8);
            expect("ready");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket accept(ChildProcess program) throws IOException {
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        server.setSoTimeout((int) POLL.toMillis());
        while (true) {
            try {
                return server.accept();
            } catch (SocketTimeoutException e) {
                if (!program.isAlive() || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    void tell(String command) {
        try {
            var out = Objects.requireNonNull(commands);
            out.write(command + "\n");
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void expect(String wanted) throws IOException {
        var answer = Objects.requireNonNull(answers).readLine();
        if (!wanted.equals(answer)) {
            throw new IOException("the program said " + answer + " in place of " + wanted);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            var connected = socket;
            if (connected != null) {
                connected.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
