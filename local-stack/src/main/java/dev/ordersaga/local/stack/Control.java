package dev.ordersaga.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Lets other {@code saga} processes of the same user break and mend the parts: {@code POST /parts/{part}/{action}} on a
 * loopback port, with a token that only the owner of the run file can read.
 */
final class Control implements AutoCloseable {

    private static final Pattern ACTION = Pattern.compile("/parts/(?<part>[^/]+)/(?<action>[^/]+)");

    private final HttpServer server;
    private final String token = HexFormat.of().formatHex(SecureRandom.getSeed(16));

    Control(Parts parts) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/parts/", exchange -> handle(exchange, parts));
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String token() {
        return token;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange, Parts parts) throws IOException {
        try (exchange) {
            if (!isAuthorised(exchange)) {
                answer(exchange, 401, "wrong token");
                return;
            }
            try {
                perform(exchange.getRequestURI().getPath(), parts);
                answer(exchange, 200, "done");
            } catch (IllegalArgumentException e) {
                answer(exchange, 404, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                answer(exchange, 500, String.valueOf(e.getMessage()));
            }
        }
    }

    private static void perform(String path, Parts parts) {
        var action = ACTION.matcher(path);
        switch (action.matches() ? action.group("action") : path) {
            case "kill" -> parts.kill(action.group("part"));
            case "stop" -> parts.stop(action.group("part"));
            case "start" -> parts.start(action.group("part"));
            case "suspend" -> parts.suspend(action.group("part"));
            case "resume" -> parts.resume(action.group("part"));
            default -> throw new IllegalArgumentException("no such action: " + path);
        }
    }

    private boolean isAuthorised(HttpExchange exchange) {
        var given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        return exchange.getRequestMethod().equals("POST")
                && MessageDigest.isEqual(("Bearer " + token).getBytes(UTF_8), given.getBytes(UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
