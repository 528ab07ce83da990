package io.mypay.banking;

import io.mypay.kit.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void the_arrows_point_down_and_the_language_is_pure() {
        ArchitectureRules.check("io.mypay.banking");
    }
}
