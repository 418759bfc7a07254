package dev.ordersaga.inventory;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

import dev.ordersaga.testing.Infrastructure;
import dev.ordersaga.testing.Outside;
import dev.ordersaga.testing.StatementLog;

/** The whole service on a real port, the real database and the real broker; one for all tests that say so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties =
// nobody else is there to create what it reads
"ordersaga.messaging.topics=order-events,payment-events,inventory-events,inventory-commands")
@Import({Infrastructure.class, Outside.class, StatementLog.class})
public @interface ServiceTest {}
