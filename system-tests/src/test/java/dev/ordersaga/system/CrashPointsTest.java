package dev.ordersaga.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.ordersaga.local.Checkout;
import dev.ordersaga.local.client.Money;
import dev.ordersaga.local.client.UnexpectedAnswerException;
import dev.ordersaga.system.crash.CrashPoint;
import dev.ordersaga.testing.InfrastructureKind;

/** A program is halted at a named point of its code, under load, and started again. */
@SystemTest
@OnInfrastructure(InfrastructureKind.EMBEDDED)
class CrashPointsTest {

    /** Not the first time, so that something has been before. */
    private static final int TIME = 3;
    private static final Money AMOUNT = Money.euros("1.00");

    private static CrashableProcesses processes;

    @BeforeAll
    static void replaceThePrograms(RunningSystem system) {
        processes = CrashableProcesses.inPlaceOfThoseOf(system, Checkout.current().root().resolve(
                "system-tests/target/crash-points"));
    }

    @AfterAll
    static void giveTheProgramsBack() {
        processes.close();
    }

    @ParameterizedTest
    @EnumSource
    void aProgramThatIsHaltedThereLosesNothingAndRepeatsNothing(CrashPoint point, RunningSystem system)
            throws InterruptedException {
        var shop = Shop.open(system);
        var saver = new Saver(system);
        try (var shoppers = Shoppers.at(shop); saver) {
            processes.haltAndStartAgain(point, TIME);
            shoppers.awaitAccepted(5);
            saver.stop();
            shop.requireConfirmed(shoppers.stop());
        }
        assertThat(system.accounts().of(saver.name).balance()).isEqualTo(AMOUNT.times(saver.deposits.get()));
        system.requireBooksInOrder();
    }

    /** Pays in again and again, each time with a key of its own until it is acknowledged. */
    private static final class Saver implements AutoCloseable {

        private final RunningSystem system;
        private final String name;
        private final AtomicInteger deposits = new AtomicInteger();
        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        private final ScheduledFuture<?> saving;

        Saver(RunningSystem system) {
            this.system = system;
            this.name = system.named("saver");
            this.saving = thread.scheduleWithFixedDelay(this::deposit, 0, 100, TimeUnit.MILLISECONDS);
        }

        private void deposit() {
            var key = "deposit-" + deposits.get();
            await().pollDelay(Duration.ZERO).until(() -> attempt(key));
            deposits.incrementAndGet();
        }

        private boolean attempt(String key) {
            try {
                system.accounts().deposit(name, AMOUNT, key);
                return true;
            } catch (UnexpectedAnswerException e) {
                if (e.status() == 0 || e.status() == 503) {
                    return false;
                }
                throw e;
            }
        }

        /** When the deposit under way is acknowledged. */
        void stop() throws InterruptedException {
            thread.shutdown();
            assertThat(thread.awaitTermination(2, TimeUnit.MINUTES)).as("all deposits are acknowledged").isTrue();
            assertThat(saving.state()).as("no deposit was answered otherwise").isNotEqualTo(
                    ScheduledFuture.State.FAILED);
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }
}
