package io.mypay.kit.grpc;

import io.mypay.kit.refusal.Problem;
import io.mypay.kit.refusal.Problems;
import io.mypay.kit.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;

/** A service's own refusals, as every service has them. */
sealed interface ProbeRefusal extends Refusal {
    record TooPoor(long missing) implements ProbeRefusal {}

    @ApplicationScoped
    class ProbeProblems implements Problems {
        @Override
        public boolean explains(Refusal refusal) {
            return refusal instanceof ProbeRefusal;
        }

        @Override
        public Problem explain(Refusal refusal) {
            return switch ((ProbeRefusal) refusal) {
                case TooPoor(var missing) ->
                        Problem.failedPrecondition("INSUFFICIENT_FUNDS", "There is too little.")
                                .with("missing_minor_units", missing)
                                .korean("잔액이 부족합니다.");
            };
        }
    }
}
