-- Runs again whenever the configured bank of the corporate account changes. Other banks' accounts are opened by the
-- first event that names them.
INSERT INTO account (name, currency)
VALUES ('corporate-cash/${corporate_bank_code}', 'KRW')
ON CONFLICT DO NOTHING;
