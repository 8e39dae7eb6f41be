-- Documents of revisions, and how they are signed. Bytes lie in the document store by their SHA-256;
-- a row here is written after the bytes.

CREATE TABLE documents (
    revision_id UUID NOT NULL PRIMARY KEY REFERENCES revisions (id),
    state       TEXT NOT NULL,
    facts       TEXT NOT NULL,
    released    BYTEA,
    newest      BYTEA,
    places      TEXT,
    pages       BIGINT,
    error       TEXT,
    asked_at    BIGINT NOT NULL,
    ready_at    BIGINT
);
CREATE INDEX documents_state ON documents (state);

CREATE TABLE rounds (
    id           UUID NOT NULL PRIMARY KEY,
    person_id    UUID NOT NULL REFERENCES persons (id),
    proof        TEXT NOT NULL,
    code_hash    BYTEA,
    guesses      BIGINT NOT NULL,
    consent      TEXT NOT NULL,
    nonce        BYTEA NOT NULL,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    confirmed_at BIGINT,
    finished_at  BIGINT
);
CREATE INDEX rounds_person ON rounds (person_id, created_at);

CREATE TABLE round_items (
    round_id     UUID NOT NULL REFERENCES rounds (id),
    slot_id      UUID NOT NULL REFERENCES slots (id),
    place        BIGINT NOT NULL,
    agreement_id UUID NOT NULL REFERENCES agreements (id),
    revision_id  UUID NOT NULL REFERENCES revisions (id),
    digest       BYTEA NOT NULL,
    state        TEXT NOT NULL,
    reason       TEXT,
    done_at      BIGINT,
    PRIMARY KEY (round_id, slot_id)
);
CREATE INDEX round_items_open ON round_items (round_id, state, place);

CREATE TABLE certificates (
    serial          BYTEA NOT NULL PRIMARY KEY,
    round_id        UUID NOT NULL REFERENCES rounds (id),
    person_id       UUID NOT NULL REFERENCES persons (id),
    organisation_id UUID NOT NULL REFERENCES organisations (id),
    der             BYTEA NOT NULL,
    issued_at       BIGINT NOT NULL,
    ends_at         BIGINT NOT NULL,
    revoked_at      BIGINT
);
CREATE INDEX certificates_revoked ON certificates (revoked_at);

CREATE TABLE signatures (
    slot_id     UUID NOT NULL PRIMARY KEY REFERENCES slots (id),
    revision_id UUID NOT NULL REFERENCES revisions (id),
    round_id    UUID NOT NULL REFERENCES rounds (id),
    person_id   UUID NOT NULL REFERENCES persons (id),
    serial      BYTEA NOT NULL REFERENCES certificates (serial),
    name        TEXT NOT NULL,
    function    TEXT,
    ground      TEXT,
    digest      BYTEA NOT NULL,
    signed_at   BIGINT NOT NULL
);
CREATE INDEX signatures_revision ON signatures (revision_id);
CREATE INDEX slots_open ON slots (organisation_id, filled_by);

CREATE TABLE onboarding (
    agreement_id       UUID NOT NULL PRIMARY KEY REFERENCES agreements (id),
    municipality_ready BIGINT,
    partner_ready      BIGINT,
    start_on           TEXT
);
CREATE INDEX onboarding_start ON onboarding (start_on);
