-- Authenticator apps (RFC 6238), one a person, and how far a browser is that signs in with one.

CREATE TABLE authenticators (
    person_id    UUID NOT NULL PRIMARY KEY REFERENCES persons (id),
    secret       BYTEA NOT NULL,
    created_at   BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step    BIGINT NOT NULL,
    used_at      BIGINT
);

ALTER TABLE sign_ins ADD COLUMN fitted_at BIGINT;
ALTER TABLE sign_ins ADD COLUMN app_guesses BIGINT NOT NULL DEFAULT 0;
