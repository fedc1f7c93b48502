-- Webhooks: where accounts want to be told, and the outbox of what is to be told and was.
CREATE TABLE webhooks (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    events TEXT NOT NULL,
    secret TEXT NOT NULL,
    earlier_secret TEXT,
    earlier_until BIGINT,
    failing_since BIGINT,
    stopped BIGINT,
    stop_reason TEXT,
    created BIGINT NOT NULL
);
CREATE INDEX webhooks_of_account ON webhooks (account_id, created);
CREATE TABLE webhook_deliveries (
    id TEXT PRIMARY KEY,
    webhook_id TEXT NOT NULL, -- no foreign key: a webhook that is deleted just now must not hinder a job from ending
    account_id TEXT NOT NULL,
    job_id TEXT REFERENCES jobs (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    due BIGINT NOT NULL,
    lease_token TEXT,
    answer_status INTEGER,
    problem TEXT,
    created BIGINT NOT NULL,
    attempted BIGINT,
    ended BIGINT
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (state, due);
CREATE INDEX webhook_deliveries_of_webhook ON webhook_deliveries (webhook_id, created);
CREATE INDEX webhook_deliveries_of_account ON webhook_deliveries (account_id, state);
CREATE UNIQUE INDEX webhook_deliveries_of_job ON webhook_deliveries (job_id, webhook_id);
