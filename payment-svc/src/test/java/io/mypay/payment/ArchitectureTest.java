package io.mypay.payment;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.mypay.kit.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_arrows_point_down() {
        assertThatCode(() -> ArchitectureRules.check("io.mypay.payment"))
                .doesNotThrowAnyException();
    }
}
