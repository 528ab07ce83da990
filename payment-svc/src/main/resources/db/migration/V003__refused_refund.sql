-- A refund to or from somebody who has withdrawn ends REFUSED: the ledger posts nothing to a closed account, for ever.
ALTER TABLE refund
    DROP CONSTRAINT refund_state_check,
    ADD CONSTRAINT refund_state_check CHECK (state IN ('REQUESTED', 'COMPLETED', 'REFUSED'));
