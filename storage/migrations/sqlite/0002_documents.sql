-- Documents of revisions, and how they are signed. Bytes lie in the document store by their SHA-256;
-- a row here is written after the bytes.

CREATE TABLE documents (
    revision_id BLOB NOT NULL PRIMARY KEY REFERENCES revisions (id),
    state       TEXT NOT NULL,
    facts       TEXT NOT NULL,
    released    BLOB,
    newest      BLOB,
    places      TEXT,
    pages       INTEGER,
    error       TEXT,
    asked_at    INTEGER NOT NULL,
    ready_at    INTEGER
) STRICT;
CREATE INDEX documents_state ON documents (state);

CREATE TABLE rounds (
    id           BLOB NOT NULL PRIMARY KEY,
    person_id    BLOB NOT NULL REFERENCES persons (id),
    proof        TEXT NOT NULL,
    code_hash    BLOB,
    guesses      INTEGER NOT NULL,
    consent      TEXT NOT NULL,
    nonce        BLOB NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    confirmed_at INTEGER,
    finished_at  INTEGER
) STRICT;
CREATE INDEX rounds_person ON rounds (person_id, created_at);

CREATE TABLE round_items (
    round_id     BLOB NOT NULL REFERENCES rounds (id),
    slot_id      BLOB NOT NULL REFERENCES slots (id),
    place        INTEGER NOT NULL,
    agreement_id BLOB NOT NULL REFERENCES agreements (id),
    revision_id  BLOB NOT NULL REFERENCES revisions (id),
    digest       BLOB NOT NULL,
    state        TEXT NOT NULL,
    reason       TEXT,
    done_at      INTEGER,
    PRIMARY KEY (round_id, slot_id)
) STRICT;
CREATE INDEX round_items_open ON round_items (round_id, state, place);

CREATE TABLE certificates (
    serial          BLOB NOT NULL PRIMARY KEY,
    round_id        BLOB NOT NULL REFERENCES rounds (id),
    person_id       BLOB NOT NULL REFERENCES persons (id),
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    der             BLOB NOT NULL,
    issued_at       INTEGER NOT NULL,
    ends_at         INTEGER NOT NULL,
    revoked_at      INTEGER
) STRICT;
CREATE INDEX certificates_revoked ON certificates (revoked_at);

CREATE TABLE signatures (
    slot_id     BLOB NOT NULL PRIMARY KEY REFERENCES slots (id),
    revision_id BLOB NOT NULL REFERENCES revisions (id),
    round_id    BLOB NOT NULL REFERENCES rounds (id),
    person_id   BLOB NOT NULL REFERENCES persons (id),
    serial      BLOB NOT NULL REFERENCES certificates (serial),
    name        TEXT NOT NULL,
    function    TEXT,
    ground      TEXT,
    digest      BLOB NOT NULL,
    signed_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX signatures_revision ON signatures (revision_id);
CREATE INDEX slots_open ON slots (organisation_id, filled_by);

CREATE TABLE onboarding (
    agreement_id       BLOB NOT NULL PRIMARY KEY REFERENCES agreements (id),
    municipality_ready INTEGER,
    partner_ready      INTEGER,
    start_on           TEXT
) STRICT;
CREATE INDEX onboarding_start ON onboarding (start_on);
