package dev.ordersaga.local.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/** A TCP proxy that can be cut, or fall silent. Safe for use by several threads. */
final class Link implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;
    private static final int BACKLOG = 200;

    private final int port;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Valve valve = new Valve();
    private @Nullable Listener listener;

    /** Accepts until its socket is closed. */
    private record Listener(ServerSocket socket, Thread thread) {}

    private Link(int port, int target) {
        this.port = port;
        this.target = target;
    }

    /** From a port of the loopback interface to another one. */
    static Link open(int port, int target) {
        var link = new Link(port, target);
        link.restore();
        return link;
    }

    int port() {
        return port;
    }

    /** Ends all connections and refuses new ones. */
    synchronized void cut() {
        var open = listener;
        listener = null;
        if (open != null) {
            close(open.socket());
            awaitEnd(open.thread()); // it still takes a client, otherwise
        }
        sockets.forEach(Link::close);
        sockets.clear();
    }

    /** Nothing passes any more, in neither direction; connections stay, and new ones are taken. */
    void hush() {
        valve.shut();
    }

    /** As if nothing had been; what was held back passes now. */
    synchronized void restore() {
        valve.open();
        if (listener == null) {
            try {
                var made = new ServerSocket();
                made.setReuseAddress(true);
                made.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
                listener = new Listener(made, Thread.ofVirtual().name("link-" + port).start(() -> accept(made)));
            } catch (IOException e) {
                throw new UncheckedIOException("port " + port, e);
            }
        }
    }

    @Override
    public void close() {
        cut();
        valve.open();
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                var client = from.accept();
                Thread.startVirtualThread(() -> connect(client, from));
            } catch (IOException _) {
                // closed, or a client that has gone again
            }
        }
    }

    private void connect(Socket client, ServerSocket from) {
        try {
            valve.pass();
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            synchronized (this) {
                if (from.isClosed()) { // cut meanwhile
                    close(client);
                    close(server);
                    return;
                }
                sockets.add(client);
                sockets.add(server);
            }
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.startVirtualThread(() -> copy(server, client));
            copy(client, server);
        } catch (IOException _) {
            close(client);
        }
    }

    private void copy(Socket from, Socket to) {
        var buffer = new byte[BUFFER];
        try (from; to) {
            for (int read = from.getInputStream().read(buffer); read >= 0; read = from.getInputStream().read(buffer)) {
                valve.pass();
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException _) {
            // either side has ended it
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception _) {
            // it is of no use any more
        }
    }
}
