package io.mypay.settlement;

import io.mypay.kit.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void the_arrows_point_down() {
        ArchitectureRules.check("io.mypay.settlement");
    }
}
