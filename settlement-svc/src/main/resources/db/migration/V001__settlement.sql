-- Amounts are whole won: payment and firmbanking know no other currency.

-- Up to which business date everything is closed. Its table lock decides between an arriving voucher and a close:
-- arrivals hold it shared until they commit, a close holds it alone (see ClosingStore).
CREATE TABLE closing
(
    one          boolean PRIMARY KEY DEFAULT true CHECK (one),
    closed_until date NOT NULL
);
INSERT INTO closing (closed_until) VALUES (DATE '1970-01-01');

-- Append only. Which settlement a voucher is in follows from its merchant and its settlement_date, because no voucher
-- ever gets a settlement_date that is already closed; so nothing has to be marked here, and a calculation that is
-- repeated finds the same vouchers.
CREATE TABLE voucher
(
    voucher_id              uuid PRIMARY KEY,
    payment_id              uuid        NOT NULL,
    kind                    text        NOT NULL CHECK (kind IN ('CAPTURE', 'REFUND')),
    merchant_id             uuid        NOT NULL,
    gross                   bigint      NOT NULL CHECK (gross > 0),
    commission_basis_points integer     NOT NULL CHECK (commission_basis_points BETWEEN 0 AND 10000),
    commission              bigint      NOT NULL CHECK (commission BETWEEN 0 AND gross),
    business_date           date        NOT NULL,
    -- The business date, or the first open one if that was closed when the voucher arrived.
    settlement_date         date        NOT NULL CHECK (settlement_date >= business_date),
    written_at              timestamptz NOT NULL,
    arrived_at              timestamptz NOT NULL DEFAULT now()
);
-- A run reads its dates merchant by merchant, and everything it needs from the index alone.
CREATE INDEX voucher_by_date ON voucher (settlement_date, merchant_id) INCLUDE (kind, gross, commission);

CREATE TABLE settlement_run
(
    run_id          uuid PRIMARY KEY,
    business_date   date        NOT NULL UNIQUE,
    -- The run settles the vouchers of first_date to business_date.
    first_date      date        NOT NULL CHECK (first_date <= business_date),
    state           text        NOT NULL CHECK (state IN ('COLLECTING', 'CALCULATED', 'CONFIRMED', 'PAYING', 'COMPLETED')),
    -- NULL until the merchants are divided into chunks.
    chunk_count     integer,
    merchant_count  integer     NOT NULL DEFAULT 0,
    voucher_count   integer     NOT NULL DEFAULT 0,
    gross           bigint      NOT NULL DEFAULT 0,
    refunded        bigint      NOT NULL DEFAULT 0,
    commission      bigint      NOT NULL DEFAULT 0,
    net             bigint      NOT NULL DEFAULT 0,
    created_by      text        NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    confirmed_by    text,
    confirmed_at    timestamptz,
    final_by        timestamptz,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    CHECK (state = 'COLLECTING' OR chunk_count IS NOT NULL),
    CHECK ((state IN ('COLLECTING', 'CALCULATED')) = (confirmed_by IS NULL)),
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CHECK ((confirmed_by IS NULL) = (final_by IS NULL))
);
-- The sweeper looks only at runs on their way; CALCULATED waits for a person.
CREATE INDEX settlement_run_due ON settlement_run (next_attempt_at) WHERE state IN ('COLLECTING', 'CONFIRMED', 'PAYING');

CREATE TRIGGER settlement_run_tells_its_watchers
    AFTER INSERT OR UPDATE OF state ON settlement_run
    FOR EACH ROW
EXECUTE FUNCTION notify_state_changed('run_id');

-- A range of merchants of one run: the unit of work that instances lease. It goes through the phases of its run.
CREATE TABLE settlement_chunk
(
    run_id          uuid        NOT NULL REFERENCES settlement_run,
    number          integer     NOT NULL,
    first_merchant  uuid        NOT NULL,
    last_merchant   uuid        NOT NULL,
    state           text        NOT NULL CHECK (state IN ('OPEN', 'CALCULATED', 'CONFIRMED', 'REQUESTED')),
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    PRIMARY KEY (run_id, number),
    CHECK (first_merchant <= last_merchant)
);
-- As small as the work that is left.
CREATE INDEX settlement_chunk_left ON settlement_chunk (run_id, state) WHERE state <> 'REQUESTED';

CREATE TABLE settlement
(
    settlement_id      uuid PRIMARY KEY,
    run_id             uuid        NOT NULL REFERENCES settlement_run,
    business_date      date        NOT NULL,
    merchant_id        uuid        NOT NULL,
    voucher_count      integer     NOT NULL CHECK (voucher_count > 0),
    gross              bigint      NOT NULL CHECK (gross >= 0),
    refunded           bigint      NOT NULL CHECK (refunded >= 0),
    -- Of captures, less what refunds gave back; negative when more came back.
    commission         bigint      NOT NULL,
    -- Net and commission of the earlier settlements that this one consumed.
    carried_over       bigint      NOT NULL CHECK (carried_over <= 0),
    carried_commission bigint      NOT NULL,
    net                bigint      NOT NULL CHECK (net = gross - refunded - commission + carried_over),
    state              text        NOT NULL
        CHECK (state IN ('CALCULATED', 'CONFIRMED', 'PAYOUT_REQUESTED', 'PAID', 'PAYOUT_FAILED', 'CARRIED_OVER')),
    -- Which payout it is waiting for or ended with.
    attempt            integer     NOT NULL DEFAULT 0,
    firmbanking_id     uuid,
    failure_reason     text        NOT NULL DEFAULT '',
    -- The later settlement that took over the net of this one.
    consumed_by        uuid REFERENCES settlement,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    -- One per merchant and run, however often the run is calculated.
    UNIQUE (run_id, merchant_id),
    CHECK ((state = 'PAID') = (firmbanking_id IS NOT NULL)),
    CHECK ((state = 'PAYOUT_FAILED') = (failure_reason <> '')),
    CHECK ((state IN ('PAYOUT_REQUESTED', 'PAID', 'PAYOUT_FAILED')) = (attempt > 0)),
    CHECK (state = 'CALCULATED' OR (state = 'CARRIED_OVER') = (net <= 0)),
    CHECK (consumed_by IS NULL OR state = 'CARRIED_OVER')
);
-- ListSettlements, newest first, of all merchants and of one.
CREATE INDEX settlement_by_date ON settlement (business_date, settlement_id);
CREATE INDEX settlement_by_merchant ON settlement (merchant_id, business_date, settlement_id);
-- What a calculation looks for: nets that wait for the merchant's next settlement.
CREATE INDEX settlement_carried_over ON settlement (merchant_id) WHERE state = 'CARRIED_OVER' AND consumed_by IS NULL;
-- Whether a run is completed.
CREATE INDEX settlement_unfinished ON settlement (run_id) WHERE state NOT IN ('PAID', 'CARRIED_OVER');
-- Which nets a settlement took over.
CREATE INDEX settlement_consumed_by ON settlement (consumed_by) WHERE consumed_by IS NOT NULL;

-- The snapshot: what a confirmed settlement consists of, with the terms as they were used. The key holds that each
-- voucher is settled once.
CREATE TABLE settlement_line
(
    voucher_id              uuid PRIMARY KEY,
    settlement_id           uuid        NOT NULL REFERENCES settlement,
    payment_id              uuid        NOT NULL,
    kind                    text        NOT NULL CHECK (kind IN ('CAPTURE', 'REFUND')),
    gross                   bigint      NOT NULL,
    commission_basis_points integer     NOT NULL,
    commission              bigint      NOT NULL,
    net                     bigint      NOT NULL CHECK (net = gross - commission),
    business_date           date        NOT NULL,
    written_at              timestamptz NOT NULL
);
-- All lines of one settlement, for exports and reconciliation.
CREATE INDEX settlement_line_by_settlement ON settlement_line (settlement_id);

-- One row per attempt to pay a settlement; its id is the origin of the firmbanking.
CREATE TABLE payout
(
    payout_id      uuid PRIMARY KEY,
    settlement_id  uuid        NOT NULL REFERENCES settlement,
    attempt        integer     NOT NULL CHECK (attempt > 0),
    state          text        NOT NULL CHECK (state IN ('REQUESTED', 'PAID', 'FAILED')),
    -- Who asked for it again; empty for the first attempt, which the run's confirmation asked for.
    retried_by     text        NOT NULL,
    firmbanking_id text        NOT NULL DEFAULT '',
    failure_reason text        NOT NULL DEFAULT '',
    requested_at   timestamptz NOT NULL,
    completed_at   timestamptz,
    UNIQUE (settlement_id, attempt),
    CHECK ((attempt = 1) = (retried_by = '')),
    CHECK ((state = 'REQUESTED') = (completed_at IS NULL))
);
-- A merchant is paid once per settlement, and one attempt must have failed before the next is made.
CREATE UNIQUE INDEX payout_paid_or_on_its_way ON payout (settlement_id) WHERE state <> 'FAILED';

-- The id of a merchant's settlement in a run is derived, so that a calculation which is repeated gives it again. The
-- same bytes as Uuid7.derive(run_id, 'settlement-' || merchant_id).
CREATE FUNCTION settlement_id_of(run uuid, merchant uuid) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
SELECT encode(substring(uuid_send(run) FOR 6)
                  || set_byte(set_byte(tail, 0, (get_byte(tail, 0) & 15) | 112), 2, (get_byte(tail, 2) & 63) | 128),
              'hex')::uuid
  FROM (SELECT substring(sha256(uuid_send(run) || convert_to('settlement-' || merchant::text, 'UTF8')) FROM 7 FOR 10)
                   AS tail) AS digest
$$;

CREATE FUNCTION refuse_change() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION '% is immutable', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER voucher_is_immutable
    BEFORE UPDATE OR DELETE ON voucher
    FOR EACH ROW
EXECUTE FUNCTION refuse_change();

CREATE TRIGGER settlement_line_is_immutable
    BEFORE UPDATE OR DELETE ON settlement_line
    FOR EACH ROW
EXECUTE FUNCTION refuse_change();

-- Once confirmed, the amounts stand for ever; only the way of the payout goes on.
CREATE TRIGGER confirmed_settlement_is_immutable
    BEFORE UPDATE ON settlement
    FOR EACH ROW
    WHEN (OLD.state <> 'CALCULATED' AND
          (OLD.settlement_id, OLD.run_id, OLD.business_date, OLD.merchant_id, OLD.voucher_count, OLD.gross, OLD.refunded,
           OLD.commission, OLD.carried_over, OLD.carried_commission, OLD.net, OLD.created_at)
              IS DISTINCT FROM
          (NEW.settlement_id, NEW.run_id, NEW.business_date, NEW.merchant_id, NEW.voucher_count, NEW.gross, NEW.refunded,
           NEW.commission, NEW.carried_over, NEW.carried_commission, NEW.net, NEW.created_at))
EXECUTE FUNCTION refuse_change();

CREATE TRIGGER confirmed_settlement_stays
    BEFORE DELETE ON settlement
    FOR EACH ROW WHEN (OLD.state <> 'CALCULATED')
EXECUTE FUNCTION refuse_change();
