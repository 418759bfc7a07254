package dev.ordersaga.local.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.StackException;

class ComposeProjectTest {

    private static final List<String> PARTS = List.of(Parts.POSTGRES, Parts.KAFKA, Parts.ORDER_SERVICE,
            Parts.PAYMENT_SERVICE, Parts.INVENTORY_SERVICE, Parts.OUTBOX_RELAY);

    private final ComposeProject healthy = ComposeProject.of(Captured.healthy()).getFirst();
    private final ComposeProject broken = ComposeProject.of(Captured.broken()).getFirst();

    @Test
    void isReachedAtThePublishedPortsOfAllInstances() {
        var endpoints = healthy.endpoints();
        assertThat(endpoints.orders()).containsExactly(URI.create("http://localhost:32768"),
                URI.create("http://localhost:32770"));
        assertThat(endpoints.payments()).containsExactly(URI.create("http://localhost:32769"));
        assertThat(endpoints.inventory()).containsExactly(URI.create("http://localhost:9183"));
        assertThat(endpoints.relay()).containsExactly(URI.create("http://localhost:9184"));
        assertThat(endpoints.bootstrapServers()).isEqualTo("localhost:29092");
        assertThat(endpoints.ordersJdbc()).isEqualTo("jdbc:postgresql://localhost:25432/orders");
        assertThat(endpoints.paymentsJdbc()).isEqualTo("jdbc:postgresql://localhost:25432/payments");
        assertThat(endpoints.inventoryJdbc()).isEqualTo("jdbc:postgresql://localhost:25432/inventory");
    }

    @Test
    void tellsTheAuditorsPasswordAsTheDatabaseGotIt() {
        assertThat(healthy.auditorPassword()).contains("a=secret");
    }

    @Test
    void isReachedAtOtherPortsWhenAPartHasGotOthers() {
        var only = healthy.of(Parts.ORDER_SERVICE).getLast();
        var after = healthy.with(Parts.ORDER_SERVICE, List.of(only)).endpoints();
        assertThat(after.orders()).hasSize(1);
        assertThat(after.payments()).isEqualTo(healthy.endpoints().payments());
    }

    @Test
    void saysWhichPartsAreMissingOrNotHealthy() {
        assertThatCode(() -> healthy.requireHealthy(PARTS)).doesNotThrowAnyException();
        assertThatThrownBy(() -> healthy.with(Parts.KAFKA, List.of()).requireHealthy(PARTS))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("Of the compose project order-saga (/checkouts/order-saga), kafka is missing.");
        assertThatThrownBy(() -> broken.requireHealthy(PARTS)).isInstanceOf(StackException.class)
                .hasMessageStartingWith("Of the compose project order-saga (/checkouts/order-saga), "
                        + "order-saga-kafka-1 is restarting, order-saga-order-service-1 is created, ")
                .hasMessageContaining("docker compose -p order-saga ps");
        assertThatCode(() -> broken.requireHealthy(List.of(Parts.POSTGRES))).doesNotThrowAnyException();
    }

    @Test
    void isOfACheckoutThatIsCalledByAnotherName(@TempDir Path folder) throws IOException {
        var checkout = Files.createDirectory(folder.resolve("checkout"));
        var link = Files.createSymbolicLink(folder.resolve("link"), checkout);
        assertThat(new ComposeProject("p", link.toString(), List.of()).isOf(checkout)).isTrue();
        assertThat(new ComposeProject("p", folder.toString(), List.of()).isOf(checkout)).isFalse();
        assertThat(new ComposeProject("p", "", List.of()).isOf(checkout)).isFalse();
    }
}
