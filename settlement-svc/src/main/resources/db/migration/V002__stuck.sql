-- Why the last try to go on did not; empty while it only waits.
ALTER TABLE settlement_run
    ADD COLUMN last_reason text NOT NULL DEFAULT '';

-- Payouts whose outcome is not known, the oldest first, for those who look after them.
CREATE INDEX settlement_payout_open ON settlement (updated_at, settlement_id) WHERE state = 'PAYOUT_REQUESTED';
