package dev.ordersaga.bookshop;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** A service that keeps what it knows by JPA. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Bookshop {}
