package dev.ordersaga.system;

import static dev.ordersaga.system.HostileRequest.Service.INVENTORY;
import static dev.ordersaga.system.HostileRequest.Service.ORDERS;
import static dev.ordersaga.system.HostileRequest.Service.PAYMENTS;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Stream;

import dev.ordersaga.system.HostileRequest.Service;

/** Prices, deposits and deliveries that are none. */
final class HostileAmounts {

    private static final List<String> AMOUNTS = List.of("null", "18.90", "18", "true", "[]", "{}", "\"\"", "\" \"",
            "\"1,5\"", "\"1.234\"", "\"-1\"", "\"-0.01\"", "\"+1\"", "\"1e3\"", "\"1E400\"", "\"1e999999999\"",
            "\"NaN\"", "\"Infinity\"", "\"0x10\"", "\"1_000\"", "\"1 000\"", "\" 1\"", "\"1.\"", "\".5\"", "\"1.2.3\"",
            "\"" + "9".repeat(30) + "\"", "\"0." + "0".repeat(30) + "1\"", "\"٣\"", "\"1\\u0000\"", "\"ten\"");

    private static final List<String> CURRENCIES = List.of("null", "978", "\"\"", "\"XXZ\"", "\"eur\"", "\"EURO\"",
            "\"€\"", "\"XXX\"", "\"XAU\"", "\"E\\u0000R\"", "[\"EUR\"]");

    private HostileAmounts() {}

    static Stream<HostileRequest> all() {
        return Stream.of(prices(), deposits(), deliveries(), wantedInAnotherFormat()).flatMap(requests -> requests);
    }

    /** Refused before anything is done, not when it is done and only the answer cannot be written. */
    private static Stream<HostileRequest> wantedInAnotherFormat() {
        return Stream.of(
                asXml(ORDERS, "PUT /products/hostile", "{\"name\":\"Beans\",\"price\":%s}".formatted(money("\"18.90\"",
                        "\"EUR\""))),
                asXml(PAYMENTS, "POST /accounts/hostile/deposits", "{\"amount\":%s}".formatted(money("\"1.00\"",
                        "\"EUR\""))),
                asXml(INVENTORY, "POST /stock/hostile/deliveries", "{\"quantity\":1}"));
    }

    private static HostileRequest asXml(Service service, String line, String body) {
        return HostileRequest.of(service, line + " with an answer in XML", 406, line, body.getBytes(UTF_8),
                "Content-Type: application/json", "Content-Length: " + body.length(), "Accept: application/xml");
    }

    private static Stream<HostileRequest> prices() {
        var wrong = Stream.concat(moneys(), Stream.of("null", "18.90", "\"18.90 EUR\"", "[]", "{}"))
                .map(price -> product("price " + shown(price), "{\"name\":\"Beans\",\"price\":%s}".formatted(price)));
        var nameless = Stream.of("null", "7", "\"\"", "\" \"", "\"a\\u0000b\"", "\"a\\nb\"", "\"\\ud83d\"",
                "\"" + "n".repeat(201) + "\"")
                .map(name -> product("name " + shown(name), "{\"name\":%s,\"price\":%s}".formatted(name, money(
                        "\"18.90\"", "\"EUR\""))));
        return Stream.concat(wrong, nameless);
    }

    private static Stream<HostileRequest> deposits() {
        return Stream.concat(moneys(), Stream.of("null", "100.00", "\"100.00\"", "[]", "{}", money("\"0\"", "\"EUR\""),
                money("\"0.00\"", "\"EUR\"")))
                .map(amount -> HostileRequest.json(PAYMENTS, "deposit " + shown(amount), 400,
                        "POST /accounts/hostile/deposits", "{\"amount\":%s}".formatted(amount)));
    }

    private static Stream<HostileRequest> deliveries() {
        return Stream.of("null", "\"5\"", "0", "-1", "1.5", "5e0", "1000001", "1e400", "99999999999999999999", "true",
                "[5]", "{}")
                .map(quantity -> HostileRequest.json(INVENTORY, "delivery " + shown(quantity), 400,
                        "POST /stock/hostile/deliveries", "{\"quantity\":%s}".formatted(quantity)));
    }

    private static Stream<String> moneys() {
        return Stream.concat(AMOUNTS.stream().map(amount -> money(amount, "\"EUR\"")),
                Stream.concat(CURRENCIES.stream().map(currency -> money("\"1\"", currency)),
                        Stream.of(money("\"1.5\"", "\"JPY\""), "{\"amount\":\"1\"}", "{\"currency\":\"EUR\"}")));
    }

    private static String money(String amount, String currency) {
        return "{\"amount\":%s,\"currency\":%s}".formatted(amount, currency);
    }

    private static HostileRequest product(String what, String body) {
        return HostileRequest.json(ORDERS, what, 400, "PUT /products/hostile", body);
    }

    private static String shown(String text) {
        var visible = text.replaceAll("[^ -~]", "?");
        return visible.length() <= 60 ? visible : visible.substring(0, 60) + "…";
    }
}
