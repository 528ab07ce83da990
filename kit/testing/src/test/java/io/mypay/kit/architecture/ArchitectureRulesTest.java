package io.mypay.kit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.mypay.kit.testing.ArchitectureRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureRulesTest {
    private static final String HERE = "io.mypay.kit.architecture.";

    @Test
    void sound_features_break_no_rule() {
        assertThat(violations("sound")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the language is tested without I/O",
                "times are passed in",
                "money is exact integers",
                "delegate to a use case",
                "a store gets the transaction as its first parameter",
                "nothing calls an endpoint",
                "what changes together lives together",
                "nothing blocks",
                "JDBC is Flyway's alone",
            })
    void a_broken_rule_is_named_with_its_reason(String reason) {
        assertThat(violations("broken")).anyMatch(violation -> violation.contains(reason));
    }

    private static List<String> violations(String features) {
        return ArchitectureRules.violations(
                HERE + features, new ClassFileImporter().importPackages(HERE + features));
    }
}
