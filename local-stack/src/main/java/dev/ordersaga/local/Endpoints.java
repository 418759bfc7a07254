package dev.ordersaga.local;

import java.net.URI;
import java.util.List;

/** Where a running system is reached: each program's instances, at least one. The JDBC URLs are without credentials. */
public record Endpoints(List<URI> orders, List<URI> payments, List<URI> inventory, List<URI> relay,
        String bootstrapServers, String ordersJdbc, String paymentsJdbc, String inventoryJdbc) {

    /** A system on this machine with those ports, one instance of each program. */
    public static Endpoints local(int order, int payment, int inventory, int relay, int postgres, int kafka) {
        return new Endpoints(http(order), http(payment), http(inventory), http(relay), "localhost:" + kafka,
                jdbc("localhost:" + postgres, "orders"), jdbc("localhost:" + postgres, "payments"),
                jdbc("localhost:" + postgres, "inventory"));
    }

    /** @param server host and port of the one server of the three databases */
    public static String jdbc(String server, String database) {
        return "jdbc:postgresql://" + server + "/" + database;
    }

    private static List<URI> http(int port) {
        return List.of(URI.create("http://localhost:" + port));
    }
}
