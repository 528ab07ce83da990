-- A bank as MyPay sees it: what its agreement says about the fee of a command.
CREATE TABLE bank (
    bank_code text PRIMARY KEY CHECK (bank_code ~ '^[0-9]{3}$'),
    name      text NOT NULL,
    fee       bigint NOT NULL CHECK (fee >= 0)
);

INSERT INTO bank (bank_code, name, fee)
VALUES ('004', 'KB Kookmin', 500),
       ('020', 'Woori', 500),
       ('088', 'Shinhan', 500),
       ('090', 'KakaoBank', 500);

CREATE TABLE account (
    bank_code       text NOT NULL REFERENCES bank,
    account_number  text NOT NULL CHECK (account_number ~ '^[0-9]{6,20}$'),
    holder_name     text NOT NULL,
    status          text NOT NULL CHECK (status IN ('OPEN', 'CLOSED')),
    balance         bigint NOT NULL,
    overdraft_limit bigint NOT NULL CHECK (overdraft_limit >= 0),
    PRIMARY KEY (bank_code, account_number),
    CHECK (balance >= -overdraft_limit)
);

-- One row per command that was decided, the declined ones too: a repeated command gets this answer.
CREATE TABLE command (
    bank_code           text NOT NULL REFERENCES bank,
    idempotency_key     uuid NOT NULL,
    transfer_id         uuid NOT NULL UNIQUE,
    from_bank_code      text NOT NULL,
    from_account_number text NOT NULL,
    to_bank_code        text NOT NULL,
    to_account_number   text NOT NULL,
    amount              bigint NOT NULL CHECK (amount > 0),
    memo                text NOT NULL,
    decline_reason      text,
    fee                 bigint NOT NULL CHECK (fee >= 0),
    at                  timestamptz NOT NULL,
    PRIMARY KEY (bank_code, idempotency_key),
    -- A command that was declined costs nothing.
    CHECK (decline_reason IS NULL OR fee = 0)
);

-- When the bank first said that it does not know a command: from then on its window runs.
CREATE TABLE unknown_command (
    bank_code       text NOT NULL REFERENCES bank,
    idempotency_key uuid NOT NULL,
    first_asked_at  timestamptz NOT NULL,
    PRIMARY KEY (bank_code, idempotency_key)
);

-- Append-only. Ids are given under the account's lock, so they grow along each account.
CREATE TABLE entry (
    entry_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transfer_id    uuid NOT NULL REFERENCES command (transfer_id),
    bank_code      text NOT NULL,
    account_number text NOT NULL,
    direction      text NOT NULL CHECK (direction IN ('CREDIT', 'DEBIT')),
    kind           text NOT NULL CHECK (kind IN ('TRANSFER', 'FEE')),
    amount         bigint NOT NULL CHECK (amount > 0),
    balance_after  bigint NOT NULL,
    at             timestamptz NOT NULL,
    -- The day of `at` in Asia/Seoul, stored so that a day's statement is one range of the index.
    business_date  date NOT NULL,
    FOREIGN KEY (bank_code, account_number) REFERENCES account
);

CREATE INDEX entry_by_statement
    ON entry (bank_code, account_number, business_date, entry_id);
