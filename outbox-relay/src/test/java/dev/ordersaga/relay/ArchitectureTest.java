package dev.ordersaga.relay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.ordersaga", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule READING_KNOWS_NO_BROKER = noClasses().that().resideInAPackage("..relay.outbox..")
            .should().dependOnClassesThat().resideInAnyPackage("..relay.sink..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule KAFKA_IS_KNOWN_TO_THE_SINK_ALONE = classes().that()
            .resideInAPackage("dev.ordersaga.relay").should().onlyDependOnClassesThat()
            .resideOutsideOfPackages("org.apache.kafka..");
}
