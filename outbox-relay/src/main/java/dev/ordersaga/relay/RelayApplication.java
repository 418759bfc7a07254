package dev.ordersaga.relay;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Publishes the outboxes of any number of databases. */
@SpringBootApplication(proxyBeanMethods = false)
public class RelayApplication {

    static void main(String[] args) {
        SpringApplication.run(RelayApplication.class, args);
    }
}
