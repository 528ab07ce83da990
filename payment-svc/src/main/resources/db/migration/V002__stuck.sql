-- Why the last try did not end it; empty while it only waits.
ALTER TABLE payment
    ADD COLUMN last_reason text NOT NULL DEFAULT '';
ALTER TABLE refund
    ADD COLUMN last_reason text NOT NULL DEFAULT '';

-- By then a refund is completed or raised as stuck.
ALTER TABLE refund
    ADD COLUMN final_by timestamptz;
UPDATE refund
   SET final_by = created_at + interval '1 hour';
ALTER TABLE refund
    ALTER COLUMN final_by SET NOT NULL;

-- What is not final, longest overdue first, for those who look after it.
CREATE INDEX payment_unfinished ON payment (final_by, payment_id)
    WHERE state IN ('REQUESTED', 'LACKING', 'RECHARGING', 'FUNDED', 'AUTHORIZED');
CREATE INDEX refund_unfinished ON refund (final_by, refund_id) WHERE state = 'REQUESTED';
