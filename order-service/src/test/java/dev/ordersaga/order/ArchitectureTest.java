package dev.ordersaga.order;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.ordersaga.order", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule nothingOfAnotherServiceNorOfTheRelayIsUsed = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.ordersaga..").and(not(
                    resideInAnyPackage("dev.ordersaga.order..", "dev.ordersaga.outbox", "dev.ordersaga.outbox.jdbc",
                            "dev.ordersaga.rest"))));

    @ArchTest
    static final ArchRule decisionsAndHandlersKnowNeitherBrokerNorFrameworkNorDatabase = noClasses()
            .that()
            .haveSimpleNameEndingWith("Handlers")
            .or()
            .haveSimpleNameEndingWith("Decision")
            .or()
            .haveSimpleNameEndingWith("Saga")
            .or()
            .haveSimpleNameEndingWith("Desk")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "jakarta.persistence..");

    @ArchTest
    static final ArchRule featuresHaveNoCycles = slices().matching("dev.ordersaga.order.(*)..").should()
            .beFreeOfCycles();
}
