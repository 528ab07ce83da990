package io.mypay.money;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.mypay.kit.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void the_arrows_point_down_and_the_language_is_pure() {
        assertThatCode(() -> ArchitectureRules.check("io.mypay.money")).doesNotThrowAnyException();
    }
}
