package dev.ordersaga.relay.sink;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import dev.ordersaga.relay.parking.ParkedKey.Cause;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Which topics there are. A producer does not tell a missing topic from a broker that does not answer: it waits for
 * either, and everything behind it waits, too. So each topic is asked for once before its first row is sent.
 */
final class KafkaTopics {

    /** For so long an answer stands that a topic is missing. */
    private static final Duration MEMORY = Duration.ofSeconds(1);

    private final KafkaClients clients;
    private final InstantSource clock;
    private final Map<String, @Nullable Cause> answers = new HashMap<>();

    /** The one that rows could go to last: mostly the next row's, too. */
    private @Nullable String last;

    KafkaTopics(KafkaClients clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /** Why no row can go to that topic, null if it can. */
    @Nullable
    Cause refusal(String topic) {
        if (topic.equals(last)) {
            return null;
        }
        if (answers.containsKey(topic)) {
            var refusal = answers.get(topic);
            if (refusal == null) {
                last = topic;
                return null;
            }
            if (clock.instant().isBefore(refusal.at().plus(MEMORY))) {
                return refusal;
            }
        }
        var answer = ask(topic);
        answers.put(topic, answer);
        return answer;
    }

    /** Remembers what a row has shown: the other rows need not be sent to learn the same. */
    void refuse(String topic, Cause refusal) {
        answers.put(topic, refusal);
        last = null;
    }

    private @Nullable Cause ask(String topic) {
        Instant now = clock.instant();
        var timeout = clients.transactionTimeout().dividedBy(2);
        var admin = clients.admin(timeout);
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case UnknownTopicOrPartitionException _ -> new Cause("There is no topic " + topic, now, true);
                case TopicAuthorizationException _ -> new Cause("Not allowed to write to topic " + topic, now, true);
                case InvalidTopicException _ -> new Cause("No topic can be named '" + topic + "'", now, false);
                case KafkaException other -> throw other;
                case null, default -> throw new KafkaException(e);
            };
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("Kafka does not answer", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }
}
