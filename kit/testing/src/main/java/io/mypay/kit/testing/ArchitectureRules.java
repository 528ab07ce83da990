package io.mypay.kit.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.mypay.kit.testing.Roles.bean;
import static io.mypay.kit.testing.Roles.endpointOrConsumer;
import static io.mypay.kit.testing.Roles.language;
import static io.mypay.kit.testing.Roles.store;
import static io.mypay.kit.testing.Roles.timeTaking;
import static io.mypay.kit.testing.Roles.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.stream.Stream;

/**
 * The arrows of 2-architecture and the purity of style.md, for one service.
 *
 * <pre>{@code
 * @Test
 * void the_arrows_point_down() {
 *     ArchitectureRules.check("io.mypay.money");
 * }
 * }</pre>
 */
public final class ArchitectureRules {
    private static final List<String> SERVICES =
            List.of(
                    "membership",
                    "banking",
                    "money",
                    "remittance",
                    "payment",
                    "settlement",
                    "bank");

    private final String root;

    private ArchitectureRules(String root) {
        this.root = root;
    }

    /** Fails with every class that breaks a rule; the rule's text says why it is one. */
    public static void check(String root) {
        var classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(root);
        assertThat(violations(root, classes)).isEmpty();
    }

    /** What breaks which rule. */
    public static List<String> violations(String root, JavaClasses classes) {
        var written = classes.that(not(resideInAPackage("..v1..")));
        return new ArchitectureRules(root)
                .all()
                .map(rule -> rule.allowEmptyShould(true).evaluate(written))
                .filter(EvaluationResult::hasViolation)
                .map(result -> result.getFailureReport().toString())
                .toList();
    }

    private Stream<ArchRule> all() {
        return Stream.of(
                languageIsPure(),
                languageTakesNoTime(),
                amountsAreIntegers(),
                outsideGoesThroughUseCases(),
                storesKnowOnlyTheLanguage(),
                storesOpenNoTransaction(),
                nothingKnowsTheOutside(),
                featuresHaveNoCycles(),
                noOtherService(),
                nobodyWaits(),
                noJdbc());
    }

    private ArchRule languageIsPure() {
        return classes()
                .that(language())
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                        "java..",
                                        "io.mypay.kit.money..",
                                        "io.mypay.kit.id..",
                                        "io.mypay.kit.refusal..",
                                        "com.google.errorprone.annotations..")
                                .or(resideInAPackage(root + "..").and(not(bean()))))
                .because(
                        "the language is tested without I/O: it knows the JDK, money, ids and refusals");
    }

    private ArchRule languageTakesNoTime() {
        return noClasses()
                .that(language())
                .should()
                .callMethodWhere(timeTaking())
                .because("times are passed in; a clock lives in use cases only");
    }

    private ArchRule amountsAreIntegers() {
        return noFields()
                .that()
                .areDeclaredInClassesThat(language())
                .should()
                .haveRawType("double")
                .orShould()
                .haveRawType("float")
                .because("money is exact integers");
    }

    private ArchRule outsideGoesThroughUseCases() {
        return noClasses()
                .that(endpointOrConsumer())
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..").and(store()))
                .because("endpoints and consumers decode, delegate to a use case, encode");
    }

    private ArchRule storesKnowOnlyTheLanguage() {
        return noClasses()
                .that(store())
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..").and(bean()).and(not(store())))
                .because("stores are at the bottom");
    }

    private ArchRule storesOpenNoTransaction() {
        return noClasses()
                .that(store())
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.mypay.kit.sql.Database")
                .because("a store gets the transaction as its first parameter");
    }

    private ArchRule nothingKnowsTheOutside() {
        return noClasses()
                .that(not(endpointOrConsumer()))
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..").and(endpointOrConsumer()))
                .because("nothing calls an endpoint or a consumer but the wire");
    }

    private ArchRule featuresHaveNoCycles() {
        return slices().matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("what changes together lives together");
    }

    private ArchRule noOtherService() {
        var others =
                SERVICES.stream()
                        .map("io.mypay."::concat)
                        .filter(other -> !other.equals(root))
                        .map(other -> other + "..")
                        .toArray(String[]::new);
        return noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(others).and(not(resideInAPackage("..v1.."))))
                .because("a service knows its neighbours by their protos alone");
    }

    private ArchRule nobodyWaits() {
        return noClasses()
                .that(not(resideInAPackage("io.mypay.kit.sweep")))
                .should()
                .callMethodWhere(waiting())
                .because("work nobody waits for is detached through kit.sweep, and nothing blocks");
    }

    private ArchRule noJdbc() {
        return noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql.."))
                .because("JDBC is Flyway's alone");
    }
}
