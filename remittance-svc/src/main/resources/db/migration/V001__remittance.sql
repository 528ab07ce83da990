-- Money sent by members. Each row is a saga: `state` says which step comes next, so whoever finds the row can go on.
CREATE TABLE remittance
(
    remittance_id           uuid PRIMARY KEY,
    sender_id               uuid        NOT NULL,
    -- Either a member, or a bank account with its number sealed.
    recipient_member_id     uuid CHECK (recipient_member_id <> sender_id),
    recipient_bank_code     text CHECK (recipient_bank_code ~ '^[0-9]{3}$'),
    recipient_number_sealed bytea,
    -- Won. The fee is what it was when the remittance was accepted.
    amount                  bigint      NOT NULL CHECK (amount > 0),
    fee                     bigint      NOT NULL CHECK (fee >= 0),
    memo                    text        NOT NULL CHECK (char_length(memo) <= 100),
    state                   text        NOT NULL CHECK (state IN ('REQUESTED', 'LACKING', 'RECHARGING', 'FUNDED', 'HELD',
                                                                  'SENT', 'CAPTURING', 'RELEASING', 'COMPLETED', 'FAILED')),
    -- What the automatic recharge brings; 0 when there was none, or when it failed.
    recharged_amount        bigint      NOT NULL CHECK (recharged_amount >= 0),
    recharge_id             uuid,
    firmbanking_id          uuid,
    failure_reason          text        NOT NULL CHECK (failure_reason ~ '^[A-Z0-9_]*$'),
    create_time             timestamptz NOT NULL,
    update_time             timestamptz NOT NULL,
    final_by                timestamptz NOT NULL,
    -- Until then the row belongs to whoever made its last transition or claimed it.
    next_attempt_at         timestamptz NOT NULL,
    attempts                integer     NOT NULL DEFAULT 0,

    CHECK ((recipient_member_id IS NULL) <> (recipient_bank_code IS NULL)),
    CHECK ((recipient_bank_code IS NULL) = (recipient_number_sealed IS NULL)),
    CHECK (state <> 'LACKING' OR recharged_amount > 0),
    CHECK (state <> 'RECHARGING' OR (recharge_id IS NOT NULL AND recharged_amount > 0)),
    CHECK (state NOT IN ('HELD', 'SENT', 'CAPTURING', 'RELEASING') OR recipient_bank_code IS NOT NULL),
    CHECK (state NOT IN ('SENT', 'CAPTURING') OR firmbanking_id IS NOT NULL),
    CHECK ((state IN ('RELEASING', 'FAILED')) = (failure_reason <> ''))
);

-- The sweeper looks for due rows; this index stays as small as what is under way.
CREATE INDEX remittance_due ON remittance (next_attempt_at)
    WHERE state NOT IN ('COMPLETED', 'FAILED');
-- A member's list, newest first: UUIDv7 sort by time.
CREATE INDEX remittance_of_sender ON remittance (sender_id, remittance_id DESC);
-- Events of money name the recharge only; and no recharge serves two remittances.
CREATE UNIQUE INDEX remittance_recharge ON remittance (recharge_id)
    WHERE recharge_id IS NOT NULL;

CREATE TRIGGER new_remittance_is_watched
    AFTER INSERT ON remittance
    FOR EACH ROW
EXECUTE FUNCTION notify_state_changed('remittance_id');

-- Leases are nobody's business, so only another state wakes the watchers.
CREATE TRIGGER remittance_is_watched
    AFTER UPDATE ON remittance
    FOR EACH ROW WHEN (OLD.state <> NEW.state)
EXECUTE FUNCTION notify_state_changed('remittance_id');
