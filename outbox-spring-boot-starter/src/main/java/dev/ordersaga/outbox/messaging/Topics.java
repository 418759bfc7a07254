package dev.ordersaga.outbox.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics that this service owns and waits for those that it reads. Their owner creates them, so that they
 * exist and are known to all brokers before anybody sends: an idempotent producer that sends at once to a topic created a
 * moment ago can lose its first batch.
 */
final class Topics {

    private static final int TIMEOUT_SECONDS = 10;

    private final Map<String, Object> adminConfig;
    private final int partitions;
    private final short replicationFactor;

    Topics(Map<String, Object> adminConfig, int partitions, short replicationFactor) {
        this.adminConfig = new LinkedHashMap<>(adminConfig);
        this.adminConfig.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_SECONDS * 1000);
        this.adminConfig.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_SECONDS * 500);
        this.partitions = partitions;
        this.replicationFactor = replicationFactor;
    }

    /**
     * Tries once. What is there is not asked to be created: a broker refuses even that to who may not create topics.
     *
     * @param needed all topics, the owned ones among them
     * @return what is still missing, in words; nothing if all topics are there
     */
    Optional<String> missing(Set<String> owned, Collection<String> needed) throws InterruptedException {
        Admin admin = Admin.create(adminConfig);
        try {
            var absent = absent(admin, needed);
            for (var topic : absent) {
                if (owned.contains(topic)) {
                    create(admin, topic);
                }
            }
            return absent(admin, absent).stream().findFirst().map(topic -> "there is no topic " + topic + " yet");
        } catch (TimeoutException e) {
            return Optional.of("the broker does not answer");
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } finally {
            admin.close(Duration.ZERO); // waits for as long as a broker is frozen otherwise
        }
    }

    private static List<String> absent(Admin admin, Collection<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        var absent = new ArrayList<String>();
        for (var topic : admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                topic.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                absent.add(topic.getKey());
            }
        }
        return absent;
    }

    private void create(Admin admin, String topic) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            admin.createTopics(List.of(new NewTopic(topic, partitions, replicationFactor))).all().get(TIMEOUT_SECONDS,
                    TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new ExecutionException("topic %s cannot be created: %s".formatted(topic, e.getCause()), e);
            }
        }
    }
}
