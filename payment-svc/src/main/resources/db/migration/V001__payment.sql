-- Amounts are whole won: payments know no other currency.

-- Rates from a time on; the newest one that has begun holds. Nothing is ever changed here.
CREATE TABLE commission
(
    commission_id  uuid PRIMARY KEY,
    -- NULL for the default rate.
    merchant_id    uuid,
    basis_points   integer     NOT NULL CHECK (basis_points BETWEEN 0 AND 10000),
    effective_from timestamptz NOT NULL,
    modified_by    text        NOT NULL,
    created_at     timestamptz NOT NULL
);
-- Which rate held at an instant; of two from the same instant the later id wins.
CREATE INDEX commission_effective ON commission (merchant_id, effective_from, commission_id);

CREATE TABLE payment
(
    payment_id      uuid PRIMARY KEY,
    member_id       uuid        NOT NULL,
    merchant_id     uuid        NOT NULL CHECK (merchant_id <> member_id),
    order_name      text        NOT NULL,
    amount          bigint      NOT NULL CHECK (amount > 0),
    -- What the automatic recharge brings; 0 while none was needed.
    recharged       bigint      NOT NULL DEFAULT 0 CHECK (recharged >= 0),
    recharge_id     uuid,
    state           text        NOT NULL
        CHECK (state IN ('REQUESTED', 'LACKING', 'RECHARGING', 'FUNDED', 'AUTHORIZED',
                         'CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DECLINED')),
    decline_reason  text        NOT NULL DEFAULT '',
    -- When the ledger captured it.
    captured_at     timestamptz,
    -- Reserved for refunds, whether or not the ledger has moved it yet: concurrent refunds never exceed the payment.
    refund_reserved bigint      NOT NULL DEFAULT 0 CHECK (refund_reserved BETWEEN 0 AND amount),
    refunded        bigint      NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND refund_reserved),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    final_by        timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    CHECK ((state = 'DECLINED') = (decline_reason <> '')),
    CHECK (state NOT IN ('LACKING', 'RECHARGING') OR recharged > 0),
    CHECK (state <> 'RECHARGING' OR recharge_id IS NOT NULL),
    CHECK ((state IN ('CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED')) = (captured_at IS NOT NULL)),
    CHECK (captured_at IS NOT NULL OR refund_reserved = 0),
    CHECK (state <> 'CAPTURED' OR refunded = 0),
    CHECK (state <> 'PARTIALLY_REFUNDED' OR refunded BETWEEN 1 AND amount - 1),
    CHECK (state <> 'REFUNDED' OR refunded = amount)
);
-- ListPayments of a member and of a merchant, newest first.
CREATE INDEX payment_by_member ON payment (member_id, payment_id);
CREATE INDEX payment_by_merchant ON payment (merchant_id, payment_id);
-- The sweeper looks only at payments on their way.
CREATE INDEX payment_due ON payment (next_attempt_at) WHERE state IN ('REQUESTED', 'LACKING', 'RECHARGING', 'FUNDED', 'AUTHORIZED');
-- A recharge that ended wakes its payment.
CREATE INDEX payment_by_recharge ON payment (recharge_id) WHERE recharge_id IS NOT NULL;

CREATE TRIGGER payment_tells_its_watchers
    AFTER INSERT OR UPDATE OF state ON payment
    FOR EACH ROW
EXECUTE FUNCTION notify_state_changed('payment_id');

CREATE TABLE refund
(
    refund_id       uuid PRIMARY KEY,
    payment_id      uuid        NOT NULL REFERENCES payment,
    amount          bigint      NOT NULL CHECK (amount > 0),
    reason          text        NOT NULL,
    state           text        NOT NULL CHECK (state IN ('REQUESTED', 'COMPLETED')),
    requested_by    text        NOT NULL,
    -- Of the payment, with this refund and all before it: what its replay answers.
    refunded_so_far bigint CHECK (refunded_so_far >= amount),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    CHECK ((state = 'COMPLETED') = (refunded_so_far IS NOT NULL))
);
CREATE INDEX refund_by_payment ON refund (payment_id);
-- The sweeper looks only at refunds on their way.
CREATE INDEX refund_due ON refund (next_attempt_at) WHERE state = 'REQUESTED';

CREATE TABLE voucher
(
    voucher_id              uuid PRIMARY KEY,
    payment_id              uuid        NOT NULL REFERENCES payment,
    -- NULL for the capture's voucher.
    refund_id               uuid UNIQUE REFERENCES refund,
    kind                    text        NOT NULL CHECK (kind IN ('CAPTURE', 'REFUND')),
    merchant_id             uuid        NOT NULL,
    gross                   bigint      NOT NULL CHECK (gross > 0),
    commission_basis_points integer     NOT NULL CHECK (commission_basis_points BETWEEN 0 AND 10000),
    commission              bigint      NOT NULL CHECK (commission BETWEEN 0 AND gross),
    net                     bigint      NOT NULL CHECK (net = gross - commission),
    business_date           date        NOT NULL,
    created_at              timestamptz NOT NULL,
    CHECK ((kind = 'REFUND') = (refund_id IS NOT NULL))
);
-- A payment is captured once.
CREATE UNIQUE INDEX voucher_of_capture ON voucher (payment_id) WHERE kind = 'CAPTURE';
-- All vouchers of one payment: what refunds gave back so far.
CREATE INDEX voucher_by_payment ON voucher (payment_id);
-- ListVouchers, newest first, of all dates and of one.
CREATE INDEX voucher_by_merchant ON voucher (merchant_id, voucher_id);
CREATE INDEX voucher_by_merchant_and_date ON voucher (merchant_id, business_date, voucher_id);

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

CREATE TRIGGER commission_is_immutable
    BEFORE UPDATE OR DELETE ON commission
    FOR EACH ROW
EXECUTE FUNCTION refuse_change();
