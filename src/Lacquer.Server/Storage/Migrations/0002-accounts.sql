-- Accounts with a login, sessions, API keys, signed links, and what an account has used in a month.
ALTER TABLE accounts ADD COLUMN email TEXT;
ALTER TABLE accounts ADD COLUMN normalized_email TEXT;
ALTER TABLE accounts ADD COLUMN password_hash TEXT;
ALTER TABLE accounts ADD COLUMN access_failed_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN lockout_end BIGINT;
ALTER TABLE accounts ADD COLUMN plan TEXT;
CREATE UNIQUE INDEX accounts_by_email ON accounts (normalized_email);
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX sessions_of_account ON sessions (account_id);
CREATE INDEX sessions_by_expiry ON sessions (expires);
CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created BIGINT NOT NULL,
    used BIGINT,
    expires BIGINT
);
CREATE UNIQUE INDEX api_keys_by_secret ON api_keys (secret_hash);
CREATE INDEX api_keys_of_account ON api_keys (account_id, created);
CREATE TABLE link_keys (
    name TEXT PRIMARY KEY,
    secret TEXT NOT NULL,
    created BIGINT NOT NULL
);
CREATE TABLE account_use (
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    month TEXT NOT NULL,
    masters INTEGER NOT NULL,
    PRIMARY KEY (account_id, month)
);
