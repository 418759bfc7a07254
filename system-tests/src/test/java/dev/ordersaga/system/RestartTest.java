package dev.ordersaga.system;

import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.testing.InfrastructureKind;

/** What docker and compose do with containers while customers order. */
@SystemTest
@OnInfrastructure(InfrastructureKind.CONTAINERS)
class RestartTest {

    private static final Set<String> PROGRAMS = Set.copyOf(Parts.PROGRAMS);

    @Test
    void programsThatCrashAreStartedAgainByDockerAndAllThatWasAcceptedGoesOn(RunningSystem system)
            throws InterruptedException {
        var shop = Shop.open(system);
        try (var shoppers = Shoppers.at(shop)) {
            shoppers.awaitAccepted(20);
            PROGRAMS.stream().parallel().forEach(system.containers()::crash);
            system.containers().awaitRestartOf(PROGRAMS);
            shoppers.awaitAccepted(20);
            shop.requireConfirmed(shoppers.stop());
        }
        new Health(system.endpoints()).awaitReadiness(200);
        system.requireBooksInOrder();
    }

    @Test
    void stoppedUnderLoadNothingThatWasAcceptedStaysHalfDoneAfterTheNextUp(RunningSystem system)
            throws InterruptedException {
        var shop = Shop.open(system);
        try (var shoppers = Shoppers.at(shop)) {
            shoppers.awaitAccepted(20);
            system.containers().compose("stop");
            system.containers().compose("up", "--detach", "--no-build", "--wait");
            shoppers.awaitAccepted(20);
            shop.requireConfirmed(shoppers.stop());
        }
        system.requireBooksInOrder();
    }
}
