package io.mypay.bank;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses BANK =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.mypay.bank");

    @Test
    void the_bank_uses_nothing_of_mypay() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        JavaClass.Predicates.resideInAPackage("io.mypay..")
                                .and(
                                        JavaClass.Predicates.resideOutsideOfPackages(
                                                "io.mypay.bank", "io.mypay.bank..")))
                .check(BANK);
    }

    @Test
    void the_language_knows_nothing_but_the_jdk() {
        classes()
                .that()
                .resideInAPackage("io.mypay.bank.language")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.mypay.bank.language")
                .check(BANK);
    }

    @Test
    void only_stores_speak_sql() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.mypay.bank.sql")
                .and()
                .haveSimpleNameNotEndingWith("Store")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql")
                .check(BANK);
    }

    @Test
    void features_do_not_go_round_in_circles() {
        slices().matching("io.mypay.bank.(*)..").should().beFreeOfCycles().check(BANK);
    }
}
