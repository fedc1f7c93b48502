-- Times are milliseconds since 1970-01-01 UTC. Only what SQLite and PostgreSQL share is used.
CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created BIGINT NOT NULL
);
CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    length BIGINT NOT NULL,
    received BIGINT NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX uploads_of_account ON uploads (account_id, created);
CREATE TABLE upload_parts (
    upload_id TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    start BIGINT NOT NULL,
    length BIGINT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (upload_id, start)
);
CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    stage TEXT,
    progress DOUBLE PRECISION NOT NULL,
    priority INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    lease_token TEXT,
    lease_until BIGINT,
    cancel_requested BOOLEAN NOT NULL,
    payload TEXT NOT NULL,
    result TEXT,
    failure_code TEXT,
    failure_message TEXT,
    upload_id TEXT NOT NULL,
    master_id TEXT,
    revision INTEGER,
    created BIGINT NOT NULL,
    started BIGINT,
    ended BIGINT,
    version BIGINT NOT NULL
);
CREATE INDEX jobs_to_do ON jobs (state, priority, created);
CREATE INDEX jobs_of_account ON jobs (account_id, started);
CREATE INDEX jobs_of_upload ON jobs (upload_id);
CREATE TABLE masters (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    upload_id TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    created BIGINT NOT NULL
);
CREATE INDEX masters_of_account ON masters (account_id, created);
CREATE INDEX masters_of_upload ON masters (upload_id);
CREATE TABLE revisions (
    master_id TEXT NOT NULL REFERENCES masters (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    parent INTEGER,
    job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    wishes TEXT NOT NULL,
    plan TEXT,
    created BIGINT NOT NULL,
    PRIMARY KEY (master_id, number)
);
CREATE INDEX revisions_of_job ON revisions (job_id);
CREATE TABLE reference_tracks (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    upload_id TEXT,
    job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    profile TEXT,
    created BIGINT NOT NULL
);
CREATE TABLE idempotent_answers (
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    created BIGINT NOT NULL,
    PRIMARY KEY (account_id, key)
);
INSERT INTO accounts (id, name, created) VALUES ('local', 'This computer', 0);
