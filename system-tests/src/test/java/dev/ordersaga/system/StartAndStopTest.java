package dev.ordersaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.ordersaga.local.stack.Parts;

/** The programs are told to end while customers order, and are started again while the broker is away. */
@SystemTest
class StartAndStopTest {

    /** Kubernetes leaves a program 30 s before it kills it. */
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void programsEndSoonUnderLoadAndThoseStartedWithoutABrokerTakeOrdersAndSettleThemWhenItComes(RunningSystem system)
            throws InterruptedException {
        var shop = Shop.open(system);
        var health = new Health(system.endpoints());
        try (var shoppers = Shoppers.at(shop)) {
            shoppers.awaitAccepted(10);
            health.programs().keySet().forEach(program -> requireEndsSoon(program, system));
            system.parts().stop(Parts.KAFKA);
            var ready = system.start(health.programs().keySet());
            health.awaitLiveness();
            shoppers.awaitAccepted(10);
            health.awaitReadiness(503);
            assertThat(ready).isNotDone();
            system.parts().start(Parts.KAFKA);
            ready.join();
            shop.requireConfirmed(shoppers.stop());
        }
        system.requireBooksInOrder();
    }

    private static void requireEndsSoon(String program, RunningSystem system) {
        var told = System.nanoTime();
        system.parts().stop(program);
        assertThat(Duration.ofNanos(System.nanoTime() - told)).as(program).isLessThan(SOON);
    }
}
