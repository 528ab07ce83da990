package io.mypay.kit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentlyUsedTest {
    @Test
    void what_is_used_stays_and_the_rest_is_forgotten() {
        var memory = new RecentlyUsed<Integer, String>(100);
        memory.put(0, "used");
        memory.put(1, "unused");
        for (var key = 2; key < 300; key++) {
            memory.put(key, "other");
            assertThat(memory.get(0)).contains("used");
        }
        assertThat(memory.get(1)).isEmpty();
    }
}
