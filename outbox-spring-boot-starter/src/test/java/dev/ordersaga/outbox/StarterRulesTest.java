package dev.ordersaga.outbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "dev.ordersaga.outbox", importOptions = ImportOption.DoNotIncludeTests.class)
class StarterRulesTest {

    @ArchTest
    static final ArchRule WHAT_HANDLERS_SEE_KNOWS_NEITHER_KAFKA_NOR_SPRING = noClasses()
            .that().resideInAPackage("dev.ordersaga.outbox")
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka..", "org.springframework..");

    @ArchTest
    static final ArchRule ONLY_MESSAGING_KNOWS_KAFKA = noClasses()
            .that().resideOutsideOfPackage("dev.ordersaga.outbox.messaging")
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("dev.ordersaga.outbox.(*)..")
            .should().beFreeOfCycles();

    @Test
    void everySettingIsDescribed() throws IOException {
        try (var metadata = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(metadata).isNotNull();
            assertThat(new String(metadata.readAllBytes(), UTF_8))
                    .contains("ordersaga.messaging.topics", "ordersaga.messaging.retry.max-attempts",
                            "ordersaga.outbox.reader-role", "\"description\": \"how many messages one poll batch");
        }
    }
}
