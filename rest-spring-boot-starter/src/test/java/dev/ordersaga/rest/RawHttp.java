package dev.ordersaga.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends bytes that no HTTP client would send. */
record RawHttp(int status, Map<String, String> headers, String body) {

    private static final int PATIENCE_MILLIS = 20_000;

    /** The request asks for the connection to be closed, or is such that the server closes it by itself. */
    static RawHttp send(int port, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return parse(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        }
    }

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
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
        return new RawHttp(Integer.parseInt(head.getFirst().substring(9, 12)), headers, answer.substring(end + 4));
    }
}
