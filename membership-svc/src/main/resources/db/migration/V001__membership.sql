-- The keys that sign access tokens: NEXT is published but does not sign yet, SIGNING signs, RETIRED only verifies.
CREATE TABLE signing_key
(
    key_id       uuid        PRIMARY KEY,
    state        text        NOT NULL CHECK (state IN ('NEXT', 'SIGNING', 'RETIRED')),
    public_jwk   jsonb       NOT NULL CHECK (NOT public_jwk ? 'd'),
    -- Sealed with MYPAY_KEY_SECRET; forgotten for good when the key is retired.
    private_jwk  bytea,
    publish_time timestamptz NOT NULL,
    signing_time timestamptz,
    retire_time  timestamptz,
    CHECK ((state = 'RETIRED') = (private_jwk IS NULL)),
    CHECK ((state = 'NEXT') = (signing_time IS NULL)),
    CHECK ((state = 'RETIRED') = (retire_time IS NOT NULL)),
    CHECK (signing_time >= publish_time AND retire_time >= signing_time)
);

-- There is one signing key and one successor, whatever the instances do.
CREATE UNIQUE INDEX signing_key_one_of_each ON signing_key (state) WHERE state IN ('NEXT', 'SIGNING');
-- Verifiers need the keys that retired lately; the others are only history.
CREATE INDEX signing_key_retired ON signing_key (retire_time) WHERE state = 'RETIRED';

-- Who may log in. The subject is the membership_id; staff have one of their own.
CREATE TABLE login
(
    subject       uuid        PRIMARY KEY,
    email         text        NOT NULL CONSTRAINT login_email UNIQUE
        CHECK (email = lower(email) AND char_length(email) BETWEEN 3 AND 254),
    password_hash text        NOT NULL CHECK (password_hash ~ '^\$2[aby]\$[0-9]{2}\$[./A-Za-z0-9]{53}$'),
    role          text        NOT NULL CHECK (role IN ('MEMBER', 'MERCHANT', 'STAFF')),
    create_time   timestamptz NOT NULL,
    -- Lets membership's email refer to it.
    UNIQUE (subject, email)
);

-- Wrong passwords in a row, by the SHA-256 of the email that was typed: also of emails nobody has, because a lock
-- that only existing logins know would tell who exists.
CREATE TABLE lock_out
(
    email_hash        text        PRIMARY KEY CHECK (char_length(email_hash) = 64),
    failures          integer     NOT NULL CHECK (failures > 0),
    locked_until_time timestamptz NOT NULL,
    update_time       timestamptz NOT NULL
);

-- Finds what a day of quiet has forgiven.
CREATE INDEX lock_out_update_time ON lock_out (update_time);

-- A login that is kept alive: one family per login, one token of it valid at a time.
CREATE TABLE token_family
(
    family_id   uuid        PRIMARY KEY,
    subject     uuid        NOT NULL REFERENCES login (subject),
    role        text        NOT NULL CHECK (role IN ('MEMBER', 'MERCHANT', 'STAFF')),
    state       text        NOT NULL CHECK (state IN ('OPEN', 'REVOKED')),
    create_time timestamptz NOT NULL,
    -- When its newest token ends.
    expire_time timestamptz NOT NULL CHECK (expire_time > create_time),
    revoke_time timestamptz,
    CHECK ((state = 'REVOKED') = (revoke_time IS NOT NULL))
);

-- Finds the families of one login, to end them together.
CREATE INDEX token_family_subject ON token_family (subject);
-- Finds what has ended and can be forgotten.
CREATE INDEX token_family_expire_time ON token_family (expire_time);

CREATE TABLE refresh_token
(
    -- SHA-256: who reads this table cannot use it. The tokens are 256 random bits, so no salt is needed.
    token_hash  text        PRIMARY KEY CHECK (char_length(token_hash) = 64),
    family_id   uuid        NOT NULL REFERENCES token_family (family_id) ON DELETE CASCADE,
    expire_time timestamptz NOT NULL,
    use_time    timestamptz
);

-- At most one token of a family can still be used; a race that would make two fails here.
CREATE UNIQUE INDEX refresh_token_one_unused ON refresh_token (family_id) WHERE use_time IS NULL;
-- For the cascade.
CREATE INDEX refresh_token_family ON refresh_token (family_id);

CREATE TABLE membership
(
    membership_id    uuid        PRIMARY KEY,
    kind             text        NOT NULL CHECK (kind IN ('PERSON', 'MERCHANT', 'CORPORATION')),
    state            text        NOT NULL CHECK (state IN ('ACTIVE', 'SUSPENDED', 'WITHDRAWN')),
    name             text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    email            text        NOT NULL,
    address          text        NOT NULL CHECK (address IS JSON OBJECT),
    settlement_cycle text        CHECK (settlement_cycle IN ('DAILY')),
    create_time      timestamptz NOT NULL,
    update_time      timestamptz NOT NULL CHECK (update_time >= create_time),
    version          bigint      NOT NULL,
    CHECK ((kind = 'MERCHANT') = (settlement_cycle IS NOT NULL)),
    -- The email stands here for reading and cannot differ from the one to log in with.
    FOREIGN KEY (membership_id, email) REFERENCES login (subject, email) ON UPDATE CASCADE
);
