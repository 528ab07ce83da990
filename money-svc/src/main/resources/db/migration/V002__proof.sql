-- What makes the ledger fast to look back in, and provable.

-- How many transfers changed it: the number of the newest entry in its chain.
ALTER TABLE account
    ADD COLUMN entries bigint NOT NULL DEFAULT 0 CHECK (entries >= 0);

UPDATE account
   SET entries = counted.entries
  FROM (SELECT leg.account_id, count(*) AS entries
          FROM transfer AS t
         CROSS JOIN LATERAL (VALUES (t.from_account),
                                    (CASE WHEN t.to_posted IS NOT NULL THEN t.to_account END)) AS leg (account_id)
         WHERE t.outcome = 'APPLIED'
         GROUP BY leg.account_id) AS counted
 WHERE account.account_id = counted.account_id;

-- Every 64th entry of an account, so that its balance at any past instant is at most so many steps away.
CREATE TABLE milestone
(
    account_id  bigint      NOT NULL,
    -- Which entry of the account it is: 64, 128, …
    number      bigint      NOT NULL CHECK (number > 0),
    transfer_id uuid        NOT NULL,
    post_time   timestamptz NOT NULL,
    -- By time first: a look back asks for an instant. All transfers of a batch have the same one.
    PRIMARY KEY (account_id, post_time, number)
);

-- The ledger in the order it was written, for those who go through it. Rows lie in nearly this order, so an index of a
-- few bytes for many pages is enough, and costs the writer next to nothing.
CREATE INDEX transfer_in_order ON transfer USING brin (sequence) WITH (pages_per_range = 32, autosummarize = on);

-- Committed transfers in order, chained into blocks: whoever changes one has to change every hash after it.
CREATE TABLE seal
(
    block          bigint      PRIMARY KEY CHECK (block > 0),
    -- The block holds every transfer from … to, both included; there are gaps between sequence numbers, never between
    -- blocks.
    first_sequence bigint      NOT NULL,
    last_sequence  bigint      NOT NULL CHECK (last_sequence >= first_sequence),
    transfers      integer     NOT NULL CHECK (transfers > 0),
    -- SHA-256 over the previous block's hash and the canonical encoding of each transfer.
    hash           bytea       NOT NULL CHECK (length(hash) = 32),
    seal_time      timestamptz NOT NULL
);

CREATE TRIGGER seal_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON seal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_history();
CREATE TRIGGER milestone_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON milestone
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_history();
