package io.mypay.simulation;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> PLATFORM =
            resideInAnyPackage(
                    "io.smallrye..",
                    "io.vertx..",
                    "io.quarkus..",
                    "io.grpc..",
                    "jakarta..",
                    "com.google.protobuf..",
                    "org.jboss..");

    // Endpoints, consumers, use cases and stores all know the platform; the language never does.
    private static final DescribedPredicate<JavaClass> NO_LANGUAGE =
            DescribedPredicate.describe(
                    "know the platform",
                    type ->
                            type.getDirectDependenciesFromSelf().stream()
                                    .anyMatch(it -> PLATFORM.test(it.getTargetClass())));

    @Test
    void it_drives_languages_and_nothing_else_of_the_services() {
        var classes = new ClassFileImporter().importPackages("io.mypay");
        noClasses()
                .that(resideInAPackage("io.mypay.simulation.."))
                .should()
                .dependOnClassesThat(
                        NO_LANGUAGE.or(resideInAPackage("io.mypay..v1..")).or(PLATFORM))
                .because("arrows point from the simulation to the languages")
                .check(classes);
    }
}
