package dev.ordersaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.ordersaga.local.client.Orders;
import dev.ordersaga.local.stack.Parts;

/** Two instances of a program share its work, and one is enough. */
@SystemTest
class SeveralInstancesTest {

    @Test
    void moreInstancesComeUnderLoadAndAreKilledUnderLoad(RunningSystem system) throws InterruptedException {
        var shop = Shop.open(system);
        try (var shoppers = Shoppers.at(shop);
                var orders = system.another(Parts.ORDER_SERVICE);
                var payments = system.another(Parts.PAYMENT_SERVICE)) {
            AnotherInstance.start(orders, payments);
            shoppers.awaitAccepted(20);
            var key = UUID.randomUUID().toString();
            var order = shop.order(new Orders(() -> List.of(orders.uri())), key);
            assertThat(shop.order(key)).as("the same key at the other instance").isEqualTo(order);
            orders.kill();
            payments.kill();
            shoppers.awaitAccepted(20);
            var accepted = shoppers.stop();
            accepted.add(order);
            shop.requireConfirmed(accepted);
        }
        system.requireBooksInOrder();
    }
}
