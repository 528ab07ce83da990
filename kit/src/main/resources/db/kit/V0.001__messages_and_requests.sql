-- What every service has: the log of its messages and the memory of the requests it has answered.
-- Versions below 1 are kit's; a service's own migrations start with V001 and always come later.

-- The smallest UUIDv7 of an instant. UUIDv7 sorts by time, so it bounds a partition.
CREATE FUNCTION uuid7_floor(instant timestamptz) RETURNS uuid
    LANGUAGE sql IMMUTABLE
    RETURN (lpad(to_hex((extract(epoch FROM instant) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

CREATE SEQUENCE queue_log_position;

-- Partitioned by the time inside message_id, not by a column of its own: so the partition key is part of the primary
-- key, message ids are unique over all partitions, and a month is dropped as a whole.
CREATE TABLE queue_log
(
    message_id             uuid        NOT NULL,
    direction              text        NOT NULL CHECK (direction IN ('IN', 'OUT')),
    -- Who consumed it; empty for what this service produced.
    consumer               text        NOT NULL,
    -- Order of insertion. Events of one key are inserted by transactions that hold that key's row, so this is also
    -- their order of commit.
    position               bigint      NOT NULL DEFAULT nextval('queue_log_position'),
    topic                  text        NOT NULL,
    partition              integer,
    "offset"               bigint,
    key                    text        NOT NULL,
    type                   text        NOT NULL,
    payload                bytea       NOT NULL,
    headers                jsonb       NOT NULL DEFAULT '{}',
    traceparent            text        NOT NULL DEFAULT '',
    status                 text        NOT NULL CHECK (status IN ('PENDING', 'PROCESSING', 'DONE', 'DEAD')),
    created_timestamp      timestamptz NOT NULL DEFAULT now(),
    -- End of the lease while PROCESSING, end of the pause after a failure while PENDING.
    next_attempt_timestamp timestamptz NOT NULL DEFAULT now(),
    processed_timestamp    timestamptz,
    processed_status       text CHECK (processed_status IN ('SUCCESS', 'FAILURE')),
    attempts               integer     NOT NULL DEFAULT 0,
    error                  text        NOT NULL DEFAULT '',
    PRIMARY KEY (message_id, direction, consumer),
    CHECK ((status IN ('DONE', 'DEAD')) = (processed_status IS NOT NULL)),
    CHECK ((direction = 'OUT') = (consumer = ''))
) PARTITION BY RANGE (message_id);

CREATE TABLE queue_log_default PARTITION OF queue_log DEFAULT;

-- The relay reads only what is not sent yet; this index stays as small as the backlog.
CREATE INDEX queue_log_unsent ON queue_log (position)
    WHERE direction = 'OUT' AND status IN ('PENDING', 'PROCESSING');
-- Tells whether an older event of the same key is still unsent.
CREATE INDEX queue_log_unsent_key ON queue_log (topic, key, position)
    WHERE direction = 'OUT' AND status IN ('PENDING', 'PROCESSING');

-- Makes the partitions of this month and the next ones; safe to call at any time, by any instance.
-- Months begin in UTC, whatever the time zone of the session: a month added elsewhere can be one of another length.
CREATE FUNCTION queue_log_partitions(today timestamptz, months_ahead integer) RETURNS void
    LANGUAGE plpgsql
    SET timezone = 'UTC' AS
$$
DECLARE
    month timestamptz;
    name  text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('queue_log_partitions', 0));
    FOR i IN 0..months_ahead LOOP
        month := date_trunc('month', today) + make_interval(months => i);
        name := 'queue_log_' || to_char(month, 'YYYY_MM');
        IF to_regclass(name) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF queue_log FOR VALUES FROM (%L) TO (%L)',
                           name, uuid7_floor(month), uuid7_floor(month + interval '1 month'));
        END IF;
    END LOOP;
END
$$;

SELECT queue_log_partitions(now(), 2);

CREATE FUNCTION notify_queue_log() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM pg_notify('queue_log', '');
    RETURN NULL;
END
$$;

-- PostgreSQL folds equal notifications of one transaction into one.
CREATE TRIGGER queue_log_wakes_the_relay
    AFTER INSERT ON queue_log
    FOR EACH ROW WHEN (NEW.direction = 'OUT')
EXECUTE FUNCTION notify_queue_log();

-- For services' tables that are watched: CREATE TRIGGER … AFTER INSERT OR UPDATE ON recharge FOR EACH ROW
-- EXECUTE FUNCTION notify_state_changed('recharge_id'), the argument naming the column with the id.
CREATE FUNCTION notify_state_changed() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM pg_notify('state_changed', to_jsonb(NEW) ->> TG_ARGV[0]);
    RETURN NULL;
END
$$;

-- A pause that doubles with each attempt up to five minutes, with jitter so that rows which failed together do not
-- come back together; never shorter than the lease. For the UPDATE of a sweeper's claim.
CREATE FUNCTION backoff(attempts integer, lease interval) RETURNS interval
    LANGUAGE sql VOLATILE
    RETURN greatest(lease, least(interval '1 second' * power(2, least(attempts, 16)), interval '5 minutes')
        * (0.75 + random() / 2));

-- Answers already given. Kept for ever where money moved; caller, method and id together are what is asked once.
CREATE TABLE request
(
    request_id        uuid        NOT NULL,
    caller            text        NOT NULL,
    method            text        NOT NULL,
    hash              text        NOT NULL,
    response          bytea       NOT NULL,
    created_timestamp timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (request_id, caller, method)
);
