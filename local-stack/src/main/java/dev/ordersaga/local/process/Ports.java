package dev.ordersaga.local.process;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** TCP ports of the loopback interface. */
public final class Ports {

    /** Below the ephemeral ports of Linux and macOS, so that no outgoing connection takes the port in the meantime. */
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    /**
     * A port that was given away is free until its server listens. Whoever gives one away holds the UDP port of the same
     * number for as long as its process lives, so that no other process gives it away as well.
     */
    private static final Queue<DatagramSocket> CLAIMS = new ConcurrentLinkedQueue<>();

    private Ports() {}

    /** A port that nobody listens on, and that this method has given to nobody else, in this JVM or another that lives. */
    public static int free() {
        while (true) {
            var port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (claim(port) && isFree(port)) {
                return port;
            }
        }
    }

    private static boolean claim(int port) {
        try {
            CLAIMS.add(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            return true;
        } catch (SocketException _) {
            return false;
        }
    }

    /** The wanted port, or any free one for 0. */
    public static int orFree(int wanted) {
        return wanted == 0 ? free() : wanted;
    }

    /** Whether nobody listens on it, neither where we would nor anywhere else that "localhost" leads to. */
    public static boolean isFree(int port) {
        return canListen(port) && !somebodyAnswers(port);
    }

    /** Whether somebody listens on it where we would: cheaper to ask than any protocol, and nobody's log tells of it. */
    public static boolean isOpen(int port) {
        return answers(InetAddress.getLoopbackAddress(), port);
    }

    private static boolean canListen(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean somebodyAnswers(int port) {
        try {
            return Stream.of(InetAddress.getAllByName("localhost")).anyMatch(address -> answers(address, port));
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static boolean answers(InetAddress address, int port) {
        try (var _ = new Socket(address, port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
