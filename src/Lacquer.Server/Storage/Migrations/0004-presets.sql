-- Presets of one's own, each as the file that the command line reads.
CREATE TABLE own_presets (
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    created BIGINT NOT NULL,
    PRIMARY KEY (account_id, name)
);
