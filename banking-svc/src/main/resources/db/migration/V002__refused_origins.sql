-- Origins that were refused, for ever: whoever was told no has given the money back or gone another way, so an earlier
-- call of the same origin that arrives late must not send cash after all.
CREATE TABLE refused_origin
(
    origin_id     uuid        PRIMARY KEY,
    origin        text        NOT NULL CHECK (origin IN ('RECHARGE', 'REMITTANCE', 'PAYOUT')),
    membership_id uuid        NOT NULL,
    refusal       text        NOT NULL
        CHECK (refusal IN ('BANK_ACCOUNT_IS_OURS', 'BANK_CONTRACT_NOT_VALID', 'BANK_DAILY_LIMIT_EXCEEDED',
                           'NO_REGISTERED_BANK_ACCOUNT', 'CURRENCY_NOT_SUPPORTED')),
    -- The bank or the currency that the refusal names; empty for the others.
    about         text        NOT NULL,
    refuse_time   timestamptz NOT NULL
);

-- The origin's lock decides between a refusal and an order; this holds it again, for whoever forgets to look.
CREATE FUNCTION refuse_refused_origin() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    IF EXISTS (SELECT FROM refused_origin WHERE origin_id = NEW.origin_id) THEN
        RAISE EXCEPTION 'origin % was refused', NEW.origin_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER firmbanking_of_no_refused_origin
    BEFORE INSERT ON firmbanking
    FOR EACH ROW EXECUTE FUNCTION refuse_refused_origin();
