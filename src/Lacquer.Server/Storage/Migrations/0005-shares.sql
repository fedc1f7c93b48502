-- Masters shown to others by link, and what those said: comments at times of the song, and a yes or no to a revision. What was said outlives its link.
CREATE TABLE shares (
    id TEXT PRIMARY KEY,
    master_id TEXT NOT NULL REFERENCES masters (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    may_comment BOOLEAN NOT NULL,
    may_approve BOOLEAN NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE UNIQUE INDEX shares_by_token ON shares (token_hash);
CREATE INDEX shares_of_master ON shares (master_id, created);
CREATE TABLE comments (
    id TEXT PRIMARY KEY,
    master_id TEXT NOT NULL REFERENCES masters (id) ON DELETE CASCADE,
    share_id TEXT NOT NULL, -- no foreign key: the link may be gone
    revision INTEGER NOT NULL,
    at_seconds DOUBLE PRECISION NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    created BIGINT NOT NULL,
    seen BOOLEAN NOT NULL,
    done BOOLEAN NOT NULL,
    answer TEXT,
    answered BIGINT
);
CREATE INDEX comments_of_master ON comments (master_id, created);
CREATE INDEX comments_of_share ON comments (share_id, created);
CREATE TABLE approvals (
    share_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    name TEXT NOT NULL,
    master_id TEXT NOT NULL REFERENCES masters (id) ON DELETE CASCADE,
    verdict TEXT NOT NULL,
    created BIGINT NOT NULL,
    PRIMARY KEY (share_id, revision, name)
);
CREATE INDEX approvals_of_master ON approvals (master_id, created);
