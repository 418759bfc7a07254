package dev.ordersaga.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.List;

import dev.ordersaga.local.Endpoints;

/**
 * A request that cannot be fulfilled, down to its bytes.
 *
 * @param what is wrong with it
 * @param status what it is to be answered
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HostileRequest(Service service, String what, byte[] bytes, int status) {

    enum Service {
        ORDERS, PAYMENTS, INVENTORY;

        URI of(Endpoints endpoints) {
            return switch (this) {
                case ORDERS -> endpoints.orders().getFirst();
                case PAYMENTS -> endpoints.payments().getFirst();
                case INVENTORY -> endpoints.inventory().getFirst();
            };
        }
    }

    static HostileRequest of(Service service, String what, int status, String line, String... headers) {
        return of(service, what, status, line, new byte[0], headers);
    }

    static HostileRequest json(Service service, String what, int status, String line, String body) {
        return json(service, what, status, line, body.getBytes(UTF_8));
    }

    static HostileRequest json(Service service, String what, int status, String line, byte[] body) {
        return of(service, what, status, line, body, "Content-Type: application/json", "Content-Length: "
                + body.length);
    }

    /** Whatever is sent to the port. */
    static HostileRequest raw(Service service, String what, int status, String bytes) {
        return new HostileRequest(service, what, bytes.getBytes(ISO_8859_1), status);
    }

    static HostileRequest of(Service service, String what, int status, String line, byte[] body, String... headers) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes((line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n").getBytes(ISO_8859_1));
        List.of(headers).forEach(header -> bytes.writeBytes((header + "\r\n").getBytes(ISO_8859_1)));
        bytes.writeBytes("\r\n".getBytes(ISO_8859_1));
        bytes.writeBytes(body);
        return new HostileRequest(service, what, bytes.toByteArray(), status);
    }

    @Override
    public String toString() {
        return service + ": " + what + " → " + status;
    }
}
