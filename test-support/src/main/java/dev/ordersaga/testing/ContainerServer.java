package dev.ordersaga.testing;

import java.time.Duration;
import java.util.List;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.ordersaga.local.process.Ports;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** A container that is stopped, killed and started again as the same one, on the same port of the host. */
abstract class ContainerServer implements TestServer {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    private final GenericContainer<?> container;
    private final String readyLine;
    private int readyLines;

    /**
     * @param readyLine is in its log whenever it has become ready
     * @param before how often that line is there before it is ready for the first time
     */
    ContainerServer(GenericContainer<?> container, Address address, int containerPort, String readyLine, int before) {
        this.container = container;
        this.readyLine = ".*" + readyLine + ".*";
        this.readyLines = before;
        container.setPortBindings(List.of(address.published() + ":" + containerPort));
    }

    /** Where a container is to be reached. */
    record Address(String host, int port) {

        /** A free one. */
        static Address free() {
            return new Address(DockerClientFactory.instance().dockerHostIpAddress(), Ports.free());
        }

        /** Nobody else's business, unless the daemon is on another machine than the tests. */
        private String published() {
            return host.equals("localhost") ? "127.0.0.1:" + port : String.valueOf(port);
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    @Override
    public synchronized void start() {
        if (container.getContainerId() == null) {
            Docker.quiet();
            container.start();
        } else {
            docker().startContainerCmd(container.getContainerId()).exec();
        }
        readyLines++;
        Wait.forLogMessage(readyLine, readyLines).withStartupTimeout(START_LIMIT).waitUntilReady(container);
    }

    @Override
    public void stop() {
        if (container.getContainerId() == null) {
            return;
        }
        try {
            docker().stopContainerCmd(container.getContainerId()).withTimeout((int) STOP_LIMIT.toSeconds()).exec();
        } catch (NotModifiedException _) {
            return; // it does not run
        }
    }

    @Override
    public void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void close() {
        container.stop();
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }
}
