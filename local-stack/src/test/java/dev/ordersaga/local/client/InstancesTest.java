package dev.ordersaga.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class InstancesTest {

    private static final URI ONE = URI.create("http://localhost:1");
    private static final URI OTHER = URI.create("http://localhost:2");

    @Test
    void takeTurns() {
        var instances = new Instances(() -> List.of(ONE, OTHER));
        assertThat(Stream.generate(instances::next).limit(5)).containsExactly(ONE, OTHER, ONE, OTHER, ONE);
    }

    @Test
    void areWhereTheyAreNow() {
        var now = new AtomicReference<>(List.of(ONE));
        var instances = new Instances(now::get);
        assertThat(instances.next()).isEqualTo(ONE);
        now.set(List.of(OTHER));
        assertThat(instances.next()).isEqualTo(OTHER);
    }
}
