-- Whether money is held for an account that is to be closed; as small as what is held.
CREATE INDEX hold_awaited ON hold (to_account) WHERE state = 'OPEN';
