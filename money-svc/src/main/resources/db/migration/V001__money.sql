-- The ledger: accounts, transfers between them, holds; and the recharges that bring cash into it.

-- One per owner, role and currency. Rows are locked FOR NO KEY UPDATE in the order of account_id.
CREATE TABLE account
(
    account_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name             text    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    currency         text    NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    -- What the owner has, holds included; negative for assets and expenses. All accounts of a currency sum to 0.
    posted           bigint  NOT NULL DEFAULT 0,
    held             bigint  NOT NULL DEFAULT 0 CHECK (held >= 0),
    closed           boolean NOT NULL DEFAULT false,
    -- Head of the chain of the account's transfers, and its version at once.
    last_transfer_id uuid,
    -- A transfer names its accounts; every lookup comes through here.
    UNIQUE (name, currency),
    -- The last line of defence: whatever the code does, a member never has less than nothing.
    CONSTRAINT member_never_below_zero CHECK (name NOT LIKE 'member/%' OR posted - held >= 0)
);

INSERT INTO account (name, currency)
VALUES ('adjustment', 'KRW'),
       ('commission', 'KRW'),
       ('firmbanking-fee', 'KRW'),
       ('remittance-fee', 'KRW'),
       ('suspense', 'KRW');

-- A batch takes one value for all its transfers and counts on from there, so the step bounds the size of a batch.
CREATE SEQUENCE transfer_sequence INCREMENT BY 1024;

-- Append-only: what was asked, what became of it, and how both accounts stood right after it. Partitioned by the time
-- inside the id, so ids stay unique over all partitions; months are split off the default partition when they come.
CREATE TABLE transfer
(
    transfer_id   uuid        NOT NULL PRIMARY KEY,
    -- Grows along each account: it is taken while the accounts are locked.
    sequence      bigint      NOT NULL,
    outcome       text        NOT NULL CHECK (outcome IN
        ('APPLIED', 'ACCOUNT_CLOSED', 'HOLD_ALREADY_CAPTURED', 'HOLD_ALREADY_RELEASED', 'HOLD_EXPIRED',
         'AMOUNT_EXCEEDS_HOLD', 'INSUFFICIENT_FUNDS', 'LIMIT_EXCEEDED', 'LINKED_TRANSFER_FAILED')),
    kind          text        NOT NULL CHECK (kind IN ('SINGLE', 'HOLD', 'CAPTURE', 'RELEASE', 'EXPIRY')),
    code          text        NOT NULL CHECK (code IN
        ('RECHARGE', 'REMITTANCE', 'REMITTANCE_FEE', 'PAYMENT', 'REFUND', 'PAYOUT', 'COMMISSION', 'FIRMBANKING_FEE',
         'ADJUSTMENT')),
    reference     text        NOT NULL CHECK (length(reference) <= 100),
    -- Whether the next transfer of its chain follows.
    linked        boolean     NOT NULL,
    -- The hold that it captures or ends.
    hold_id       uuid        CHECK ((hold_id IS NOT NULL) = (kind IN ('CAPTURE', 'RELEASE', 'EXPIRY'))),
    -- A digest of everything asked for: tells a repetition from another transfer under the same id.
    fingerprint   uuid        NOT NULL,
    from_account  bigint,
    to_account    bigint,
    -- What moved, was held or released; what was asked where it was refused (nothing for a refused release).
    amount        bigint,
    currency      text,
    -- Each leg: the account right after it and the account's transfer before it. A hold, release or expiry has no leg
    -- on the receiving side, since nothing changes there.
    from_posted   bigint,
    from_held     bigint,
    from_previous uuid,
    to_posted     bigint,
    to_held       bigint,
    to_previous   uuid,
    post_time     timestamptz NOT NULL,
    -- No foreign keys: the accounts are locked and read in the same transaction, and checking them again costs more
    -- than writing the row.
    CHECK (outcome <> 'APPLIED'
        OR (amount > 0 AND currency IS NOT NULL AND from_account <> to_account
            AND from_posted IS NOT NULL AND from_held IS NOT NULL
            AND (kind IN ('SINGLE', 'CAPTURE')) = (to_posted IS NOT NULL AND to_held IS NOT NULL)))
) PARTITION BY RANGE (transfer_id);

CREATE TABLE transfer_default PARTITION OF transfer DEFAULT;

CREATE FUNCTION refuse_to_change_history() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER transfer_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_history();

-- Where each hold stands. Changed only under the lock of its from_account.
CREATE TABLE hold
(
    -- The transfer that made it.
    hold_id      uuid   PRIMARY KEY,
    from_account bigint NOT NULL,
    to_account   bigint NOT NULL,
    amount       bigint NOT NULL CHECK (amount > 0),
    captured     bigint NOT NULL DEFAULT 0 CHECK (captured BETWEEN 0 AND amount),
    state        text   NOT NULL CHECK (state IN ('OPEN', 'CAPTURED', 'RELEASED', 'EXPIRED')),
    -- Null for one that never times out.
    expire_time  timestamptz,
    CHECK ((state = 'CAPTURED') = (captured > 0))
);

-- The sweeper looks for open holds whose time is over; the index holds no others.
CREATE INDEX hold_expiring ON hold (expire_time) WHERE state = 'OPEN' AND expire_time IS NOT NULL;

-- Who changed a member's money by hand, and why; the amounts are in the transfer.
CREATE TABLE correction
(
    transfer_id   uuid        PRIMARY KEY,
    membership_id uuid        NOT NULL,
    made_by       text        NOT NULL,
    reason        text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    create_time   timestamptz NOT NULL
);

-- Cash on its way into money: REQUESTED → SUCCEEDED | FAILED.
CREATE TABLE recharge
(
    recharge_id                uuid        PRIMARY KEY,
    membership_id              uuid        NOT NULL,
    registered_bank_account_id uuid        NOT NULL,
    amount                     bigint      NOT NULL CHECK (amount BETWEEN 1 AND 10000000),
    currency                   text        NOT NULL CHECK (currency = 'KRW'),
    state                      text        NOT NULL CHECK (state IN ('REQUESTED', 'SUCCEEDED', 'FAILED')),
    firmbanking_id             uuid,
    failure_reason             text,
    create_time                timestamptz NOT NULL,
    update_time                timestamptz NOT NULL,
    final_by                   timestamptz NOT NULL,
    -- How often it was raised as stuck, and when it is raised next.
    attempts                   integer     NOT NULL DEFAULT 0,
    next_attempt_at            timestamptz NOT NULL,
    CHECK ((state = 'SUCCEEDED') = (firmbanking_id IS NOT NULL)),
    CHECK ((state = 'FAILED') = (failure_reason IS NOT NULL))
);

-- A member's recharges, newest first: the ids grow with time.
CREATE INDEX recharge_of_member ON recharge (membership_id, recharge_id);
-- Those past their time; as small as what is in flight.
CREATE INDEX recharge_in_flight ON recharge (final_by) WHERE state = 'REQUESTED';

CREATE TRIGGER recharge_is_watched
    AFTER INSERT OR UPDATE OF state ON recharge
    FOR EACH ROW EXECUTE FUNCTION notify_state_changed('recharge_id');
