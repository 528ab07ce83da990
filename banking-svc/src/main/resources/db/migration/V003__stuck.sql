-- Why the last try did not end it; empty while it only waits.
ALTER TABLE firmbanking
    ADD COLUMN last_reason text NOT NULL DEFAULT '';

-- What is not final, longest overdue first, for those who look after it.
CREATE INDEX firmbanking_unfinished ON firmbanking (final_by, firmbanking_id)
    WHERE state IN ('REQUESTED', 'SENT', 'UNKNOWN');
