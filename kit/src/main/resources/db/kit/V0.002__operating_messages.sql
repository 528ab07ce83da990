-- What staff and the upkeep need of queue_log: dead letters found at once, decisions kept, old months dropped.

-- How often Kafka said no to this very message. Not how often it was away: that is no fault of the message.
ALTER TABLE queue_log ADD COLUMN rejections integer NOT NULL DEFAULT 0;

-- What is not done yet is little, and stays found when millions are done.
CREATE INDEX queue_log_open ON queue_log (message_id) WHERE status <> 'DONE';
-- Keys are ids that sort by time, so this index grows at its end.
CREATE INDEX queue_log_key ON queue_log (key, message_id);
-- Tells without reading a month whether anything in it is younger than some time.
CREATE INDEX queue_log_times ON queue_log USING brin (created_timestamp, processed_timestamp) WITH (autosummarize = on);

-- Who decided what about a message, and why. Outlives the message.
CREATE TABLE queue_log_decision
(
    decision_id       uuid PRIMARY KEY,
    message_id        uuid        NOT NULL,
    direction         text        NOT NULL CHECK (direction IN ('IN', 'OUT')),
    consumer          text        NOT NULL,
    action            text        NOT NULL CHECK (action IN ('REPLAY', 'DISMISS')),
    decided_by        text        NOT NULL CHECK (decided_by <> ''),
    reason            text        NOT NULL CHECK (reason <> ''),
    decided_timestamp timestamptz NOT NULL
);

CREATE INDEX queue_log_decision_of ON queue_log_decision (message_id, decision_id);

-- Months that were over before an instant, oldest first.
CREATE FUNCTION queue_log_months_before(instant timestamptz) RETURNS SETOF text
    LANGUAGE sql STABLE
    SET timezone = 'UTC' AS
$$
SELECT month.relname::text
  FROM pg_inherits
  JOIN pg_class month ON month.oid = inhrelid
 WHERE inhparent = 'queue_log'::regclass
   AND month.relname ~ '^queue_log_\d{4}_\d{2}$'
   AND to_date(right(month.relname, 7), 'YYYY_MM') + interval '1 month' <= instant
 ORDER BY month.relname
$$;

-- OPEN: holds what is not done. YOUNG: holds what was written or processed since, under an old id, as a saga's late
-- step is. SPENT: neither.
CREATE FUNCTION queue_log_month_state(month text, instant timestamptz) RETURNS text
    LANGUAGE plpgsql STABLE AS
$$
DECLARE
    state text;
BEGIN
    EXECUTE format($sql$
        SELECT CASE
                   WHEN EXISTS (SELECT FROM %1$I WHERE status <> 'DONE') THEN 'OPEN'
                   WHEN EXISTS (SELECT FROM %1$I WHERE created_timestamp >= $1) THEN 'YOUNG'
                   WHEN EXISTS (SELECT FROM %1$I WHERE processed_timestamp >= $1) THEN 'YOUNG'
                   ELSE 'SPENT'
               END
        $sql$, month) INTO state USING instant;
    RETURN state;
END
$$;

-- Drops one of those months if it is spent: then DROPPED, else its state; BUSY where another instance is at it.
-- Dropping locks the whole table, so it is waited for a second at most, and only once the answer is known.
CREATE FUNCTION queue_log_drop_month(month text, instant timestamptz) RETURNS text
    LANGUAGE plpgsql
    SET lock_timeout = '1s' AS
$$
DECLARE
    state text;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('queue_log retention', 0)) THEN
        RETURN 'BUSY';
    END IF;
    IF NOT EXISTS (SELECT FROM queue_log_months_before(instant) AS old WHERE old = month) THEN
        RETURN 'GONE';
    END IF;
    state := queue_log_month_state(month, instant);
    IF state <> 'SPENT' THEN
        RETURN state;
    END IF;
    LOCK TABLE ONLY queue_log IN ACCESS EXCLUSIVE MODE;
    -- Asked again: until now somebody may have replayed one of its messages.
    state := queue_log_month_state(month, instant);
    IF state <> 'SPENT' THEN
        RETURN state;
    END IF;
    EXECUTE format('DROP TABLE %I', month);
    RETURN 'DROPPED';
END
$$;
