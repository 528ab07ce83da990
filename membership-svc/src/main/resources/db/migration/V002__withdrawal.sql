-- Memberships that end for good: REQUESTED → COMPLETED | REFUSED. Money closes the accounts in between.
CREATE TABLE withdrawal
(
    withdrawal_id   uuid        PRIMARY KEY,
    membership_id   uuid        NOT NULL REFERENCES membership,
    state           text        NOT NULL CHECK (state IN ('REQUESTED', 'COMPLETED', 'REFUSED')),
    -- What stood against it; empty otherwise.
    obstacle        text        NOT NULL DEFAULT '' CHECK (obstacle IN ('', 'MONEY_LEFT', 'MONEY_HELD', 'RECHARGE_UNDER_WAY')),
    requested_by    text        NOT NULL,
    create_time     timestamptz NOT NULL,
    update_time     timestamptz NOT NULL,
    final_by        timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    -- Why the last try did not end it; empty while none has failed.
    last_reason     text        NOT NULL DEFAULT '',
    next_attempt_at timestamptz NOT NULL,
    CHECK ((state = 'REFUSED') = (obstacle <> ''))
);

-- A membership is withdrawn once, and by one withdrawal at a time.
CREATE UNIQUE INDEX withdrawal_that_stands ON withdrawal (membership_id) WHERE state <> 'REFUSED';
-- The sweeper looks only at those on their way, and so does who looks for the stuck ones.
CREATE INDEX withdrawal_due ON withdrawal (next_attempt_at) WHERE state = 'REQUESTED';
CREATE INDEX withdrawal_unfinished ON withdrawal (final_by, withdrawal_id) WHERE state = 'REQUESTED';

-- Since when nobody logs in with it any more. Its email stays taken.
ALTER TABLE login
    ADD COLUMN end_time timestamptz CHECK (end_time >= create_time);
