-- What MyPay agreed with its banks.
CREATE TABLE bank_contract
(
    bank_contract_id uuid        PRIMARY KEY,
    bank_code        text        NOT NULL CHECK (bank_code ~ '^[0-9]{3}$'),
    bank_name        text        NOT NULL CHECK (bank_name <> ''),
    endpoint         text        NOT NULL CHECK (endpoint ~ '^https?://'),
    fee              bigint      NOT NULL CHECK (fee >= 0),
    daily_limit      bigint      NOT NULL CHECK (daily_limit > 0),
    valid_from       timestamptz NOT NULL,
    valid_until      timestamptz NOT NULL,
    state            text        NOT NULL CHECK (state IN ('ACTIVE', 'TERMINATED')),
    create_time      timestamptz NOT NULL,
    created_by       text        NOT NULL,
    terminate_time   timestamptz,
    terminated_by    text,
    CHECK (valid_until > valid_from),
    CHECK ((state = 'TERMINATED') = (terminate_time IS NOT NULL)),
    CHECK ((terminate_time IS NULL) = (terminated_by IS NULL)),
    -- One contract per bank at a time, so which terms hold is never a question. The bank is written as a range of one
    -- number, because ranges have this index without an extension.
    CONSTRAINT bank_contract_overlap EXCLUDE USING gist (
        int4range(bank_code::integer, bank_code::integer, '[]') WITH &&,
        tstzrange(valid_from, valid_until) WITH &&
    ) WHERE (state = 'ACTIVE')
);

-- Lists of one bank's contracts, newest first; ids sort by time.
CREATE INDEX bank_contract_of_bank ON bank_contract (bank_code, bank_contract_id DESC);

-- Real bank accounts linked to memberships. Numbers are sealed (AES-GCM); the HMAC tells equal ones without opening them.
CREATE TABLE registered_bank_account
(
    registered_bank_account_id uuid        PRIMARY KEY,
    membership_id              uuid        NOT NULL,
    bank_code                  text        NOT NULL CHECK (bank_code ~ '^[0-9]{3}$'),
    account_number_sealed      bytea       NOT NULL,
    account_number_hmac        bytea       NOT NULL CHECK (length(account_number_hmac) = 32),
    holder_name                text        NOT NULL CHECK (holder_name <> ''),
    state                      text        NOT NULL CHECK (state IN ('REGISTERED', 'DEREGISTERED')),
    is_default                 boolean     NOT NULL,
    create_time                timestamptz NOT NULL,
    registered_by              text        NOT NULL,
    CHECK (state = 'REGISTERED' OR NOT is_default)
);

-- A membership links an account once; what it no longer uses stays as history.
CREATE UNIQUE INDEX registered_bank_account_once
    ON registered_bank_account (membership_id, bank_code, account_number_hmac) WHERE state = 'REGISTERED';
-- Money moves from and to one account when none is named.
CREATE UNIQUE INDEX registered_bank_account_default
    ON registered_bank_account (membership_id) WHERE is_default;
-- Lists of a membership's accounts, newest first.
CREATE INDEX registered_bank_account_of_membership
    ON registered_bank_account (membership_id, registered_bank_account_id DESC);

-- How much was committed to each bank on each business date (Asia/Seoul), so that the limit is one row's predicate.
CREATE TABLE bank_day
(
    bank_code     text   NOT NULL,
    business_date date   NOT NULL,
    committed     bigint NOT NULL CHECK (committed >= 0),
    PRIMARY KEY (bank_code, business_date)
);

-- One command to a bank. The id is the bank's idempotency key as well.
CREATE TABLE firmbanking
(
    firmbanking_id             uuid        PRIMARY KEY,
    origin                     text        NOT NULL CHECK (origin IN ('RECHARGE', 'REMITTANCE', 'PAYOUT')),
    origin_id                  uuid        NOT NULL CONSTRAINT firmbanking_origin UNIQUE,
    membership_id              uuid        NOT NULL,
    direction                  text        NOT NULL CHECK (direction IN ('WITHDRAW', 'DEPOSIT')),
    -- Which registered account was named; null for an account of nobody here.
    registered_bank_account_id uuid        REFERENCES registered_bank_account,
    bank_code                  text        NOT NULL CHECK (bank_code ~ '^[0-9]{3}$'),
    account_number_sealed      bytea       NOT NULL,
    amount                     bigint      NOT NULL CHECK (amount > 0),
    bank_contract_id           uuid        NOT NULL REFERENCES bank_contract,
    business_date              date        NOT NULL,
    state                      text        NOT NULL
        CHECK (state IN ('REQUESTED', 'SENT', 'SUCCEEDED', 'FAILED', 'UNKNOWN')),
    fee                        bigint      CHECK (fee >= 0),
    failure_reason             text        NOT NULL DEFAULT '',
    -- When the bank first said that it never heard of the command: from then on its window runs.
    unheard_since              timestamptz,
    attempts                   integer     NOT NULL DEFAULT 0,
    next_attempt_time          timestamptz NOT NULL,
    create_time                timestamptz NOT NULL,
    update_time                timestamptz NOT NULL,
    final_by                   timestamptz NOT NULL,
    CHECK ((state = 'SUCCEEDED') = (fee IS NOT NULL)),
    CHECK ((state = 'FAILED') = (failure_reason <> '')),
    CHECK (unheard_since IS NULL OR state <> 'REQUESTED'),
    CHECK (direction = 'DEPOSIT' OR registered_bank_account_id IS NOT NULL),
    CHECK (final_by > create_time)
);

-- The sweeper reads only what is not final; this index stays as small as what is in flight.
CREATE INDEX firmbanking_due ON firmbanking (next_attempt_time)
    WHERE state IN ('REQUESTED', 'SENT', 'UNKNOWN');
-- Lists of a membership's firmbankings, newest first; ids sort by time.
CREATE INDEX firmbanking_of_membership ON firmbanking (membership_id, firmbanking_id DESC);
-- Lists by state, newest first.
CREATE INDEX firmbanking_of_state ON firmbanking (state, firmbanking_id DESC);

CREATE TRIGGER firmbanking_is_watched
    AFTER INSERT OR UPDATE OF state ON firmbanking
    FOR EACH ROW EXECUTE FUNCTION notify_state_changed('firmbanking_id');
