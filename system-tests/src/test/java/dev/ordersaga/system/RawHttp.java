package dev.ordersaga.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The answer to bytes that no HTTP client would send. */
record RawHttp(int status, Map<String, String> headers, String body) {

    private static final int PATIENCE_MILLIS = 30_000;

    /** The request asks for the connection to be closed, or is such that the server closes it by itself. */
    static RawHttp send(URI server, byte[] request) {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return parse(answer(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a body. */
    static RawHttp get(URI server, String path) {
        return send(server, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path)
                .getBytes(ISO_8859_1));
    }

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** A server that has not read all of a request resets the connection after its answer. */
    private static String answer(Socket socket) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (SocketException e) {
            if (bytes.size() == 0) {
                throw e;
            }
        }
        if (bytes.size() == 0) {
            throw new EOFException("the connection was closed without an answer");
        }
        return bytes.toString(ISO_8859_1);
    }

    private static RawHttp parse(String answer) {
        var end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IllegalStateException("no HTTP answer: " + answer);
        }
        var head = answer.substring(0, end).lines().toList();
        var headers = new TreeMap<String, String>();
        head.stream().skip(1).forEach(line -> {
            var colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        });
        var body = answer.substring(end + 4);
        var chunked = headers.getOrDefault("transfer-encoding", "").equals("chunked");
        return new RawHttp(Integer.parseInt(head.getFirst().substring(9, 12)), headers, chunked ? joined(body) : body);
    }

    private static String joined(String chunks) {
        var body = new StringBuilder();
        for (int at = 0;;) {
            int line = chunks.indexOf("\r\n", at);
            int size = Integer.parseInt(chunks.substring(at, line), 16);
            if (size == 0) {
                return body.toString();
            }
            at = line + 2 + size + 2;
            body.append(chunks, line + 2, line + 2 + size);
        }
    }
}
