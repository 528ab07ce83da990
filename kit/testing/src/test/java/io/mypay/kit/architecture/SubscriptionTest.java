package io.mypay.kit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    @Test
    void only_background_work_subscribes() {
        var kit =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.mypay.kit");

        noClasses()
                .that(DescribedPredicate.not(resideInAPackage("io.mypay.kit.sweep")))
                .should()
                .callMethodWhere(describe("subscribing", SubscriptionTest::subscribes))
                .check(kit);
    }

    private static boolean subscribes(JavaMethodCall call) {
        return call.getTargetOwner().getPackageName().startsWith("io.smallrye.mutiny")
                && call.getName().startsWith("subscribe");
    }
}
