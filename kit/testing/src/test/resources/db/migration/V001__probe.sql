-- Tables of kit's own tests.
CREATE TABLE effect
(
    sequence   bigint GENERATED ALWAYS AS IDENTITY,
    message_id uuid NOT NULL,
    key        text NOT NULL,
    content    text NOT NULL
);

CREATE TABLE job
(
    job_id          uuid PRIMARY KEY,
    state           text        NOT NULL,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    attempts        integer     NOT NULL DEFAULT 0
);

CREATE TRIGGER job_is_watched
    AFTER INSERT OR UPDATE ON job
    FOR EACH ROW
EXECUTE FUNCTION notify_state_changed('job_id');
