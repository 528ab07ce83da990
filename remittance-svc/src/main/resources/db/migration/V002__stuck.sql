-- Why the last try did not end it; empty while it only waits.
ALTER TABLE remittance
    ADD COLUMN last_reason text NOT NULL DEFAULT '';

-- What is not final, longest overdue first, for those who look after it.
CREATE INDEX remittance_unfinished ON remittance (final_by, remittance_id)
    WHERE state NOT IN ('COMPLETED', 'FAILED');
