package dev.ordersaga.system;

import static dev.ordersaga.system.HostileRequest.Service.INVENTORY;
import static dev.ordersaga.system.HostileRequest.Service.ORDERS;
import static dev.ordersaga.system.HostileRequest.Service.PAYMENTS;

import java.util.stream.Stream;

import dev.ordersaga.system.HostileRequest.Service;

/** Requests whose first line, or head, is wrong. */
final class HostilePaths {

    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
    private static final String LONG = "x".repeat(65);
    private static final String HOST = "Host: localhost\r\nConnection: close\r\n";

    private HostilePaths() {}

    static Stream<HostileRequest> all() {
        return Stream.of(nothingThere(), undecodable(), wrongMethods(), wrongPages(), wrongHeads())
                .flatMap(requests -> requests);
    }

    private static Stream<HostileRequest> nothingThere() {
        return Stream.of(
                Stream.of("/", "/orders/" + NOBODY, "/orders/1", "/orders/null", "/orders/" + NOBODY + "0",
                        "/orders/'%20or%201=1--", "/orders/" + NOBODY + "/lines", "/orders/", "//orders",
                        "/ORDERS", "/products/nobody-sells-this", "/error", "/actuator/env", "/actuator/heapdump",
                        "/orders/..;/actuator", "/orders/%0d%0aSet-Cookie:%20a=b", "/%E2%98%95")
                        .map(path -> get(ORDERS, path, 404)),
                Stream.of("/accounts/nobody-has-this", "/payments/" + NOBODY, "/payments/first", "/accounts")
                        .map(path -> get(PAYMENTS, path, 404)),
                Stream.of("/stock/nobody-keeps-this", "/reservations/" + NOBODY, "/reservations/first")
                        .map(path -> get(INVENTORY, path, 404)),
                Stream.of(HostileRequest.of(ORDERS, "the cancellation of no order", 404, "POST /orders/" + NOBODY
                        + "/cancellation"),
                        HostileRequest.of(ORDERS, "the cancellation of what is no id", 404,
                                "POST /orders/x/cancellation"),
                        HostileRequest.of(ORDERS, "a shutdown", 404, "POST /actuator/shutdown")))
                .flatMap(requests -> requests);
    }

    private static Stream<HostileRequest> undecodable() {
        return Stream.of(
                Stream.of("/orders/%00", "/orders/%zz", "/orders/%", "/orders/%1", "/orders/../../etc/passwd",
                        "/products/%00", "/products/%0a", "/products/" + LONG, "/products/%20", "/products/a%20b",
                        "/products/%C0%AF", "/products/%FF", "/orders?customerId=%zz", "/orders/\u00e9",
                        "/orders/<script>")
                        .map(path -> get(ORDERS, path, 400)),
                Stream.of("/accounts/%00", "/accounts/%zz", "/accounts/" + LONG, "/accounts/zo%C3%AB",
                        "/payments/%00")
                        .map(path -> get(PAYMENTS, path, 400)),
                Stream.of("/stock/%00", "/stock/%zz", "/stock/" + LONG, "/stock/%7f", "/reservations/%00")
                        .map(path -> get(INVENTORY, path, 400)))
                .flatMap(requests -> requests);
    }

    private static Stream<HostileRequest> wrongMethods() {
        return Stream.of(line(ORDERS, "DELETE /orders", 405), line(ORDERS, "PUT /orders", 405),
                line(ORDERS, "PATCH /orders/" + NOBODY, 405), line(ORDERS, "GET /orders/" + NOBODY + "/cancellation",
                        405),
                line(ORDERS, "TRACE /orders", 405), line(ORDERS, "BREW /orders", 405),
                line(ORDERS, "DELETE /products/beans", 405), line(PAYMENTS, "POST /accounts/alice", 405),
                line(PAYMENTS, "DELETE /payments/" + NOBODY, 405), line(INVENTORY, "PUT /stock/beans", 405),
                line(INVENTORY, "POST /reservations/" + NOBODY, 405));
    }

    private static Stream<HostileRequest> wrongPages() {
        return Stream.concat(
                Stream.of("limit=0", "limit=-1", "limit=201", "limit=many", "limit=1.5", "limit=1e2",
                        "limit=99999999999", "status=LOST", "after=", "after=first", "after=%00",
                        "after=" + "A".repeat(21), "after=" + "A".repeat(4_000), "customerId=", "customerId=%00",
                        "customerId=a%20b", "customerId=" + LONG)
                        .map(query -> get(ORDERS, "/orders?" + query, 400)),
                Stream.of(get(ORDERS, "/products?limit=0", 400), get(ORDERS, "/products?after=" + LONG, 400),
                        get(INVENTORY, "/stock?limit=-5", 400), get(INVENTORY, "/stock?after=%00", 400)));
    }

    private static Stream<HostileRequest> wrongHeads() {
        return Stream.of(Service.values()).flatMap(service -> Stream.of(
                raw(service, "bytes that are no HTTP", "\u0016\u0003\u0001\u0002\r\n\r\n"),
                raw(service, "a line of one word", "orders\r\n" + HOST + "\r\n"),
                raw(service, "no host", "GET /x HTTP/1.1\r\nConnection: close\r\n\r\n"),
                raw(service, "two hosts", "GET /x HTTP/1.1\r\nHost: a\r\n" + HOST + "\r\n"),
                raw(service, "a host that is none", "GET /x HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n"),
                raw(service, "a NUL in a header", "GET /x HTTP/1.1\r\n" + HOST + "X: a\u0000b\r\n\r\n"),
                raw(service, "a header of 100 kB", "GET /x HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(100_000)
                        + "\r\n\r\n"),
                raw(service, "a path of 100 kB", "GET /" + "x".repeat(100_000) + " HTTP/1.1\r\n" + HOST + "\r\n"),
                raw(service, "1 000 headers", "GET /x HTTP/1.1\r\n" + HOST + "X: y\r\n".repeat(1_000) + "\r\n")));
    }

    private static HostileRequest get(Service service, String path, int status) {
        return line(service, "GET " + path, status);
    }

    private static HostileRequest line(Service service, String line, int status) {
        var shown = line.replaceAll("[^ -~]", "?");
        return HostileRequest.of(service, shown.length() <= 60 ? shown : shown.substring(0, 60) + "…", status, line);
    }

    private static HostileRequest raw(Service service, String what, String bytes) {
        return HostileRequest.raw(service, what, 400, bytes);
    }
}
