-- Passkeys, and by which means a session was opened.

CREATE TABLE passkeys (
    id            BLOB NOT NULL PRIMARY KEY,
    person_id     BLOB NOT NULL REFERENCES persons (id),
    credential_id BLOB NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    public_key    BLOB NOT NULL,
    counter       INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    used_at       INTEGER
) STRICT;
CREATE INDEX passkeys_person ON passkeys (person_id, created_at);

CREATE TABLE ceremonies (
    id           BLOB NOT NULL PRIMARY KEY,
    browser_hash BLOB NOT NULL UNIQUE,
    person_id    BLOB,
    kind         TEXT NOT NULL,
    challenge    BLOB NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX ceremonies_expires ON ceremonies (expires_at);

ALTER TABLE sessions ADD COLUMN means TEXT NOT NULL DEFAULT 'mail_code';
ALTER TABLE sessions ADD COLUMN confirmed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
