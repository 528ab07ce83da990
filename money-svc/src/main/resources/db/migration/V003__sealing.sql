-- The proof at work: history that nobody with the service's role can change, partitions by month, and what sealing needs.

-- What a seal covers of one transfer: every column. Arrays are sent with the length of each element, the time has eight
-- bytes, of the words only the last one is free, so no two transfers have the same bytes. It must give the same for
-- ever: a later version of the table keeps this function for what it sealed and gets one of its own. (The binary format
-- of the whole row would be simpler, and takes three times as long.)
CREATE FUNCTION transfer_digest(t transfer) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN sha256(
        array_send(ARRAY[t.sequence, t.from_account, t.to_account, t.amount,
                         t.from_posted, t.from_held, t.to_posted, t.to_held])
        || array_send(ARRAY[t.transfer_id, t.fingerprint, t.hold_id, t.from_previous, t.to_previous])
        || timestamptz_send(t.post_time)
        || convert_to(t.outcome || ' ' || t.kind || ' ' || t.code || ' ' || coalesce(t.currency, '') || ' ' || t.linked
                      || ' ' || t.reference, 'UTF8'));

-- Eight bytes for each transfer of the block, in order: how far its sequence is from the first one's, and the beginning
-- of its digest. The hash says that a block no longer holds, these say which of its transfers it is.
ALTER TABLE seal
    ADD COLUMN marks bytea NOT NULL CHECK (length(marks) = 8 * transfers);
-- Digests do not compress.
ALTER TABLE seal
    ALTER COLUMN marks SET STORAGE EXTERNAL;

-- Up to where the ledger is complete: whoever holds the gate keeps all writers out for this moment, so every batch that
-- took its numbers has ended, and later ones get higher numbers. Null where writers did not let go in time; nobody shall
-- wait for the sealer longer than this.
CREATE FUNCTION transfer_horizon(gate bigint) RETURNS bigint
    LANGUAGE plpgsql
    SET lock_timeout = '50ms' AS
$$
BEGIN
    PERFORM pg_advisory_xact_lock(gate);
    RETURN (SELECT CASE WHEN drawn.is_called THEN drawn.last_value + numbers.seqincrement - 1 ELSE 0 END
              FROM transfer_sequence AS drawn, pg_sequence AS numbers
             WHERE numbers.seqrelid = 'transfer_sequence'::regclass);
EXCEPTION
    WHEN lock_not_available THEN
        RETURN NULL;
END
$$;

-- New rows are found through the index in order only once their pages are summarized, and autovacuum comes far too
-- seldom for a ledger under load. Not while autovacuum works on the table: it would have to stop for this.
CREATE FUNCTION transfer_summarize() RETURNS void
    LANGUAGE plpgsql
    SET lock_timeout = '10ms' AS
$$
BEGIN
    PERFORM brin_summarize_new_values(part.indexrelid)
       FROM pg_inherits AS child
       JOIN pg_index AS part ON part.indexrelid = child.inhrelid
      WHERE child.inhparent = 'transfer_in_order'::regclass
        AND pg_relation_size(part.indrelid) > 0;
EXCEPTION
    WHEN lock_not_available THEN
        RETURN;
END
$$;

-- A partition is a table of its own: statement triggers and privileges of its parent do not protect it when it is named
-- directly. The role that owns the tables takes from itself what it never needs.
CREATE FUNCTION transfer_protect(part regclass) RETURNS void
    LANGUAGE plpgsql AS
$$
BEGIN
    EXECUTE format('CREATE TRIGGER transfer_is_append_only
                        BEFORE UPDATE OR DELETE OR TRUNCATE ON %s
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_history()', part);
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM CURRENT_USER', part);
END
$$;

SELECT transfer_protect('transfer_default');
REVOKE UPDATE, DELETE, TRUNCATE ON transfer, seal, milestone FROM CURRENT_USER;

-- Makes the partitions of this month and the next ones; safe to call at any time, by any instance. What has no month of
-- its own is in the default partition, and a month that began there stays there: history is not moved.
CREATE FUNCTION transfer_partitions(today timestamptz, months_ahead integer) RETURNS void
    LANGUAGE plpgsql
    SET timezone = 'UTC' AS
$$
DECLARE
    month timestamptz;
    first uuid;
    after uuid;
    name  text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('transfer_partitions', 0));
    FOR i IN 0..months_ahead LOOP
        month := date_trunc('month', today) + make_interval(months => i);
        first := uuid7_floor(month);
        after := uuid7_floor(month + interval '1 month');
        name := 'transfer_' || to_char(month, 'YYYY_MM');
        IF to_regclass(name) IS NULL
            AND NOT EXISTS (SELECT FROM transfer_default WHERE transfer_id >= first AND transfer_id < after) THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF transfer FOR VALUES FROM (%L) TO (%L)', name, first, after);
            PERFORM transfer_protect(name::regclass);
        END IF;
    END LOOP;
END
$$;

SELECT transfer_partitions(now(), 2);

-- Milestones of what was written before there were any.
INSERT INTO milestone (account_id, number, transfer_id, post_time)
SELECT entry.account_id, entry.number, entry.transfer_id, entry.post_time
  FROM (SELECT leg.account_id, t.transfer_id, t.post_time,
               row_number() OVER (PARTITION BY leg.account_id ORDER BY t.sequence) AS number
          FROM transfer AS t
         CROSS JOIN LATERAL (VALUES (t.from_account),
                                    (CASE WHEN t.to_posted IS NOT NULL THEN t.to_account END)) AS leg (account_id)
         WHERE t.outcome = 'APPLIED'
           AND leg.account_id IS NOT NULL) AS entry
 WHERE entry.number % 64 = 0
    ON CONFLICT DO NOTHING;
