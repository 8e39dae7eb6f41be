-- Authenticator apps (RFC 6238), one a person, and how far a browser is that signs in with one.

CREATE TABLE authenticators (
    person_id    BLOB NOT NULL PRIMARY KEY REFERENCES persons (id),
    secret       BLOB NOT NULL,
    created_at   INTEGER NOT NULL,
    confirmed_at INTEGER,
    last_step    INTEGER NOT NULL,
    used_at      INTEGER
) STRICT;

ALTER TABLE sign_ins ADD COLUMN fitted_at INTEGER;
ALTER TABLE sign_ins ADD COLUMN app_guesses INTEGER NOT NULL DEFAULT 0;
