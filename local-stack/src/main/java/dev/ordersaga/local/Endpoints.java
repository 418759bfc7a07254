package dev.ordersaga.local;

import java.net.URI;

/** Where a running system is reached. The JDBC URLs are without credentials. */
public record Endpoints(URI orders, URI payments, URI inventory, URI relay, String bootstrapServers, String ordersJdbc,
        String paymentsJdbc, String inventoryJdbc) {

    /** A system on this machine with those ports. */
    public static Endpoints local(int order, int payment, int inventory, int relay, int postgres, int kafka) {
        return new Endpoints(http(order), http(payment), http(inventory), http(relay), "localhost:" + kafka,
                jdbc(postgres, "orders"), jdbc(postgres, "payments"), jdbc(postgres, "inventory"));
    }

    private static URI http(int port) {
        return URI.create("http://localhost:" + port);
    }

    private static String jdbc(int port, String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }
}
