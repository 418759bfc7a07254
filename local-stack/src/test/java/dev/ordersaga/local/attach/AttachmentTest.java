package dev.ordersaga.local.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.compose.Captured;
import dev.ordersaga.local.compose.ComposeStacks;
import dev.ordersaga.local.stack.StackException;
import picocli.CommandLine;

/** None of the SAGA_ variables is set: what they stand for is then not given, rather than some text. */
class AttachmentTest {

    private static final Endpoints USUAL = Endpoints.local(8081, 8082, 8083, 8084, 15432, 19092);

    @TempDir
    Path folder;

    private String docker;

    @BeforeEach
    void noDocker() {
        docker = folder.resolve("docker").toString();
    }

    @Test
    void whereNothingIsGivenAndNothingRunsTheUsualPortsAreTriedAndNothingCanBeKilled() {
        var target = attachment().target();
        assertThat(target.name()).isEqualTo("whatever is at the usual ports");
        assertThat(target.endpoints().get()).isEqualTo(USUAL);
        assertThat(target.parts()).isEmpty();
        assertThat(target.auditorPassword()).isEmpty();
    }

    @Test
    void aComposeProjectThatRunsIsMeantWhereNothingIsGiven() throws IOException {
        docker = Captured.docker(folder, "healthy").toString();
        var target = attachment().target();
        assertThat(target.name()).isEqualTo("the compose project order-saga (/checkouts/order-saga)");
        assertThat(target.endpoints().get().orders()).hasSize(2);
        assertThat(target.parts()).isPresent();
        assertThat(target.auditorPassword()).contains("a=secret");
    }

    @Test
    void aComposeProjectIsMeantByItsName() throws IOException {
        docker = Captured.docker(folder, "healthy").toString();
        assertThat(attachment("--project", "order-saga").target().parts()).isPresent();
        assertThatThrownBy(() -> attachment("--project", "another").target()).isInstanceOf(StackException.class)
                .hasMessageContaining("No compose project another runs");
    }

    @Test
    void aComposeProjectOfWhichPartsDoNotRunIsNoneToPlayOnWhileItsBooksCanBeRead() throws IOException {
        docker = Captured.docker(folder, "broken").toString();
        assertThatThrownBy(() -> attachment().target()).isInstanceOf(StackException.class)
                .hasMessageContaining("order-saga-order-service-1 is created");
        assertThatThrownBy(() -> attachment().books()).isInstanceOf(StackException.class)
                .hasMessageContaining("order-saga-kafka-1 is restarting")
                .hasMessageNotContaining("order-service");
    }

    @Test
    void portsThatAreGivenComeBeforeAComposeProject() throws IOException {
        docker = Captured.docker(folder, "healthy").toString();
        var target = attachment("--port-offset", "1000").target();
        assertThat(target.name()).isEqualTo("the stack at the given ports");
        assertThat(target.endpoints().get()).isEqualTo(Endpoints.local(9081, 9082, 9083, 9084, 16432, 20092));
        assertThat(target.parts()).isEmpty();
    }

    @Test
    void addressesThatAreGivenComeBeforeAComposeProject() throws IOException {
        docker = Captured.docker(folder, "healthy").toString();
        var target = attachment("--orders-url", "http://one,http://other", "--bootstrap-servers", "broker:9092")
                .target();
        assertThat(target.name()).isEqualTo("the stack at the given addresses");
        var endpoints = target.endpoints().get();
        assertThat(endpoints.orders()).containsExactly(URI.create("http://one"), URI.create("http://other"));
        assertThat(endpoints.payments()).isEqualTo(USUAL.payments());
        assertThat(endpoints.bootstrapServers()).isEqualTo("broker:9092");
        assertThat(target.parts()).isEmpty();
    }

    @Test
    void anAddressTakesTheKillingFromAProjectThatIsNamed() throws IOException {
        docker = Captured.docker(folder, "healthy").toString();
        var target = attachment("--project", "order-saga", "--orders-url", "http://localhost:1").target();
        assertThat(target.parts()).isEmpty();
        assertThat(target.auditorPassword()).contains("a=secret");
        assertThat(target.endpoints().get().bootstrapServers()).isEqualTo("localhost:29092");
    }

    private Attachment attachment(String... options) {
        var arguments = new ArrayList<>(List.of("--data", folder.toString()));
        arguments.addAll(List.of(options));
        return CommandLine.populateCommand(new Attachment(new ComposeStacks(docker)),
                arguments.toArray(String[]::new));
    }
}
