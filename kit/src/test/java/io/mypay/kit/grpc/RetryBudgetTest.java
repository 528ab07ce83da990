package io.mypay.kit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    @Test
    void what_was_advanced_runs_out_and_is_earned_again_by_calls() {
        var budget = new RetryBudget();
        for (var i = 0; i < 100; i++) {
            assertThat(budget.spend()).isTrue();
        }
        assertThat(budget.spend()).isFalse();
        for (var i = 0; i < 10; i++) {
            budget.earn();
        }
        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isFalse();
    }
}
