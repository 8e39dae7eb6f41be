-- Passkeys, and by which means a session was opened.

CREATE TABLE passkeys (
    id            UUID NOT NULL PRIMARY KEY,
    person_id     UUID NOT NULL REFERENCES persons (id),
    credential_id BYTEA NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    public_key    BYTEA NOT NULL,
    counter       BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    used_at       BIGINT
);
CREATE INDEX passkeys_person ON passkeys (person_id, created_at);

CREATE TABLE ceremonies (
    id           UUID NOT NULL PRIMARY KEY,
    browser_hash BYTEA NOT NULL UNIQUE,
    person_id    UUID,
    kind         TEXT NOT NULL,
    challenge    BYTEA NOT NULL,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX ceremonies_expires ON ceremonies (expires_at);

ALTER TABLE sessions ADD COLUMN means TEXT NOT NULL DEFAULT 'mail_code';
ALTER TABLE sessions ADD COLUMN confirmed_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
