package dev.ordersaga.benchmarks.programs;

import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** What the applications of the Spring libraries have in common. */
final class SpringSettings {

    /** As many as the authors of namastack's measurements have. */
    private static final int CONNECTIONS = 30;

    private SpringSettings() {}

    /** A handler waits for each record's acknowledgement: nothing is gained by the producer waiting for more of them. */
    static ConfigurableApplicationContext run(Class<?> application, Map<String, Object> further) {
        var settings = new HashMap<String, Object>(Map.of(
                "spring.main.banner-mode", "off",
                "logging.level.root", "warn",
                "spring.datasource.url", Surroundings.JDBC_URL,
                "spring.datasource.username", Surroundings.USER,
                "spring.datasource.password", Surroundings.PASSWORD,
                "spring.datasource.hikari.maximum-pool-size", CONNECTIONS));
        Surroundings.producer().forEach((name, value) -> settings.put("spring.kafka.producer.properties." + name,
                value));
        settings.put("spring.kafka.producer.properties.linger.ms", 0);
        settings.put("spring.kafka.bootstrap-servers", Surroundings.BOOTSTRAP_SERVERS);
        settings.putAll(further);
        var spring = new SpringApplication(application);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setDefaultProperties(settings);
        return spring.run();
    }
}
