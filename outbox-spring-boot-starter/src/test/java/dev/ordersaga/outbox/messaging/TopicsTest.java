package dev.ordersaga.outbox.messaging;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import dev.ordersaga.testing.Infrastructure;
import dev.ordersaga.testing.TakenRight;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static final Map<String, Object> KAFKA = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            Infrastructure.kafka().bootstrapServers());

    private final String own = "own-" + UUID.randomUUID();
    private final String foreign = "foreign-" + UUID.randomUUID();
    private final Topics topics = new Topics(KAFKA, 3, (short) 1);
    private Admin admin;

    @BeforeEach
    void connect() {
        admin = Admin.create(KAFKA);
    }

    @AfterEach
    void disconnect() throws Exception {
        admin.close();
    }

    @Test
    void createsWhatItOwnsAndSaysWhatOthersHaveNotCreatedYet() throws Exception {
        assertThat(missing()).contains("there is no topic " + foreign + " yet");
        assertThat(partitions(own)).isEqualTo(3);
        make(foreign);
        assertThat(missing()).isEmpty();
    }

    @Test
    void whatIsThereIsLeftAsItIs() throws Exception {
        make(own);
        make(foreign);
        assertThat(missing()).isEmpty();
        assertThat(partitions(own)).isOne();
    }

    @Test
    void whoMayNotCreateTopicsNeedsNoRightToWhereTheyAreThere() throws Exception {
        make(own);
        make(foreign);
        try (var _ = noRightToCreateTopics()) {
            assertThat(missing()).isEmpty();
        }
    }

    @Test
    void saysThatItMayNotCreateWhatItOwns() throws Exception {
        make(foreign);
        try (var _ = noRightToCreateTopics()) {
            assertThat(missing())
                    .hasValueSatisfying(why -> assertThat(why).contains("TopicAuthorizationException", own));
        }
    }

    private Optional<String> missing() throws InterruptedException {
        return topics.missing(Set.of(own), List.of(own, foreign));
    }

    private void make(String topic) throws InterruptedException, ExecutionException {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }

    private int partitions(String topic) throws InterruptedException, ExecutionException {
        return requireNonNull(admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic)).partitions()
                .size();
    }

    /** The cluster's right to create counts for all topics, a topic's own for itself. */
    private TakenRight noRightToCreateTopics() {
        return TakenRight.of(AclOperation.CREATE, TakenRight.resource(ResourceType.CLUSTER, Resource.CLUSTER_NAME),
                TakenRight.resource(ResourceType.TOPIC, own), TakenRight.resource(ResourceType.TOPIC, foreign));
    }
}
