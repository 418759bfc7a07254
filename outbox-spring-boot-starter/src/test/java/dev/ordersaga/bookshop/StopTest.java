package dev.ordersaga.bookshop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.testing.Infrastructure;
import dev.ordersaga.testing.Patience;
import jakarta.persistence.EntityManager;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * A service is stopped in the middle of a batch. An entity manager that is closed writes nothing at the commit and says nothing:
 * the message would count as handled, and nothing would have come of it.
 */
class StopTest {

    record BookBought(String isbn) {}

    private final Infrastructure.Database database = Infrastructure.newDatabase();
    private final JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(database.jdbcUrl(),
            database.username(), database.password()));
    private final UUID message = UUID.randomUUID();
    private final String topic = "purchases-" + message;
    private final String subscription = "bookshop-" + message; // and the name of its thread
    private final CountDownLatch handling = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);

    StopTest() {
        jdbc.execute("create table book (isbn text primary key, copies int not null)");
    }

    @Test
    void theEndWaitsForTheBatchThatIsBeingHandled() throws Exception {
        var shop = start("30s");
        var closing = Thread.ofVirtual().start(shop::close);
        assertThat(closing.join(Duration.ofSeconds(3))).as("the batch is not through").isFalse();
        goesOn.countDown();
        closing.join();

        assertThat(books()).isOne();
        assertThat(handled()).isOne();
    }

    @Test
    void aBatchThatLastsLongerThanTheEndWaitsIsRolledBack() throws Exception {
        var shop = start("500ms");
        shop.close();
        assertThat(Thread.getAllStackTraces().keySet()).as("the batch goes on").anyMatch(thread -> thread.getName()
                .startsWith(subscription));
        goesOn.countDown();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith(subscription)));

        assertThat(books()).isZero();
        assertThat(handled()).as("comes again").isZero();
    }

    private int books() {
        return jdbc.queryForObject("select count(*) from book", Integer.class);
    }

    private int handled() {
        return jdbc.queryForObject("select count(*) from inbox where message_id = ?", Integer.class, message);
    }

    /** With a book being bought, and connections that outlive the application, as a pool's may for a moment. */
    private ConfigurableApplicationContext start(String shutdownTimeout) throws Exception {
        String broker = Infrastructure.kafka().bootstrapServers();
        var shop = new SpringApplicationBuilder(Bookshop.class)
                .initializers(context -> ((GenericApplicationContext) context).registerBean(Subscription.class,
                        () -> purchases(context.getBean(EntityManager.class))))
                .run("--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.username(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.datasource.type=" + SimpleDriverDataSource.class.getName(),
                        "--spring.kafka.bootstrap-servers=" + broker, "--ordersaga.messaging.topics=" + topic,
                        "--ordersaga.messaging.shutdown-timeout=" + shutdownTimeout, "--spring.flyway.enabled=false");
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", broker),
                new StringSerializer(), new StringSerializer())) {
            var record = new ProducerRecord<>(topic, "isbn", "{\"isbn\":\"isbn\"}");
            Map.of("ce_specversion", "1.0", "ce_id", message.toString(), "ce_type", "BookBought", "ce_source",
                    "/shop", "ce_time", "2026-03-01T12:00:00Z").forEach((name, value) -> record.headers().add(name,
                            value.getBytes(UTF_8)));
            producer.send(record).get();
        }
        assertThat(handling.await(Patience.LIMIT.toSeconds(), SECONDS)).isTrue();
        return shop;
    }

    private Subscription purchases(EntityManager entities) {
        return Subscription.named(subscription)
                .on(topic, "BookBought", BookBought.class, bought -> {
                    entities.persist(Book.of(bought.payload().isbn(), 1));
                    handling.countDown();
                    await().until(() -> goesOn.getCount() == 0);
                })
                .build();
    }
}
