-- The first schema. Times are microseconds since 1970 (UTC); dates are YYYY-MM-DD;
-- the two engines differ in the names of their types only.

CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE counters (
    name  TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;

CREATE TABLE sectors (
    code     TEXT NOT NULL PRIMARY KEY,
    name_nl  TEXT NOT NULL,
    name_en  TEXT NOT NULL,
    position INTEGER NOT NULL,
    open     INTEGER NOT NULL
) STRICT;

INSERT INTO sectors (code, name_nl, name_en, position, open) VALUES
    ('huur', 'Huur', 'Rent', 1, TRUE),
    ('energie', 'Energie', 'Energy', 2, TRUE),
    ('water', 'Water', 'Water', 3, TRUE),
    ('zorg', 'Zorg', 'Health insurance', 4, TRUE),
    ('hypotheek', 'Hypotheek', 'Mortgage', 5, FALSE),
    ('overige', 'Overige', 'Other', 6, FALSE);

CREATE TABLE registrations (
    id              BLOB NOT NULL PRIMARY KEY,
    applicant       TEXT NOT NULL,
    stage           TEXT NOT NULL,
    answers         TEXT NOT NULL,
    language        TEXT NOT NULL,
    name            TEXT NOT NULL,
    email           TEXT NOT NULL,
    token_hash      BLOB NOT NULL UNIQUE,
    confirm_hash    BLOB UNIQUE,
    version         INTEGER NOT NULL,
    begun_at        INTEGER NOT NULL,
    changed_at      INTEGER NOT NULL,
    submitted_at    INTEGER,
    confirmed_at    INTEGER,
    queued_at       INTEGER,
    decided_at      INTEGER,
    decided_by      BLOB,
    question        TEXT,
    reason          TEXT,
    organisation_id BLOB
) STRICT;
CREATE INDEX registrations_queue ON registrations (stage, queued_at);

CREATE TABLE persons (
    id         BLOB NOT NULL PRIMARY KEY,
    email      TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    phone      TEXT,
    language   TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE organisations (
    id                BLOB NOT NULL PRIMARY KEY,
    kind              TEXT NOT NULL,
    name              TEXT NOT NULL,
    sort_name         TEXT NOT NULL,
    kvk               TEXT,
    sector            TEXT,
    partner_kind      TEXT,
    municipality_code TEXT,
    province          TEXT,
    organ             TEXT,
    system_code       TEXT,
    system_name       TEXT,
    street            TEXT NOT NULL,
    postcode          TEXT NOT NULL,
    city              TEXT NOT NULL,
    website           TEXT,
    nationwide        INTEGER NOT NULL,
    jointly           INTEGER NOT NULL,
    executor_id       BLOB REFERENCES organisations (id),
    executor_name     TEXT,
    executor_party    INTEGER NOT NULL,
    clients           TEXT,
    registration_id   BLOB NOT NULL REFERENCES registrations (id),
    accepted_at       INTEGER NOT NULL,
    generated_at      INTEGER,
    ended_at          INTEGER,
    version           INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX organisations_registration ON organisations (registration_id);
CREATE INDEX organisations_kind ON organisations (kind, sort_name, id);
CREATE INDEX organisations_kvk ON organisations (kvk);

CREATE TABLE roles (
    id              BLOB NOT NULL PRIMARY KEY,
    person_id       BLOB NOT NULL REFERENCES persons (id),
    organisation_id BLOB REFERENCES organisations (id),
    role            TEXT NOT NULL,
    function        TEXT,
    ground          TEXT,
    mandate_date    TEXT,
    works_at        TEXT,
    since           INTEGER NOT NULL,
    ended_at        INTEGER
) STRICT;
CREATE INDEX roles_person ON roles (person_id);
CREATE INDEX roles_organisation ON roles (organisation_id, role);
CREATE UNIQUE INDEX roles_once ON roles (person_id, organisation_id, role) WHERE ended_at IS NULL;

CREATE TABLE coverage (
    municipality_code TEXT NOT NULL,
    valid_from        TEXT NOT NULL,
    valid_until       TEXT,
    organisation_id   BLOB NOT NULL REFERENCES organisations (id),
    province          TEXT NOT NULL,
    system_code       TEXT NOT NULL,
    system_name       TEXT,
    PRIMARY KEY (municipality_code, valid_from)
) STRICT;
CREATE UNIQUE INDEX coverage_once ON coverage (municipality_code) WHERE valid_until IS NULL;
CREATE INDEX coverage_organisation ON coverage (organisation_id);

CREATE TABLE areas (
    organisation_id   BLOB NOT NULL REFERENCES organisations (id),
    municipality_code TEXT NOT NULL,
    PRIMARY KEY (organisation_id, municipality_code)
) STRICT;
CREATE INDEX areas_municipality ON areas (municipality_code);

CREATE TABLE facts (
    digest BLOB NOT NULL PRIMARY KEY,
    json   TEXT NOT NULL
) STRICT;

CREATE TABLE agreements (
    id          BLOB NOT NULL PRIMARY KEY,
    number      TEXT NOT NULL UNIQUE,
    party_id    BLOB NOT NULL REFERENCES organisations (id),
    partner_id  BLOB NOT NULL REFERENCES organisations (id),
    executor_id BLOB REFERENCES organisations (id),
    state       TEXT NOT NULL,
    details     TEXT NOT NULL,
    is_current  INTEGER NOT NULL,
    revision_id BLOB NOT NULL,
    version     INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX agreements_pair ON agreements (party_id, partner_id) WHERE is_current;
CREATE INDEX agreements_party ON agreements (party_id, state);
CREATE INDEX agreements_partner ON agreements (partner_id, state);
CREATE INDEX agreements_state ON agreements (state);

CREATE TABLE revisions (
    id            BLOB NOT NULL PRIMARY KEY,
    agreement_id  BLOB NOT NULL REFERENCES agreements (id),
    number        INTEGER NOT NULL,
    template      TEXT NOT NULL,
    party_facts   BLOB NOT NULL REFERENCES facts (digest),
    partner_facts BLOB NOT NULL REFERENCES facts (digest),
    members       TEXT,
    created_at    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX revisions_number ON revisions (agreement_id, number);

CREATE TABLE slots (
    id              BLOB NOT NULL PRIMARY KEY,
    revision_id     BLOB NOT NULL REFERENCES revisions (id),
    side            TEXT NOT NULL,
    ordinal         INTEGER NOT NULL,
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    filled_by       BLOB,
    filled_at       INTEGER
) STRICT;
CREATE UNIQUE INDEX slots_place ON slots (revision_id, side, ordinal);

CREATE TABLE events (
    id         BLOB NOT NULL PRIMARY KEY,
    at         INTEGER NOT NULL,
    doer       TEXT NOT NULL,
    person_id  BLOB,
    subject    TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    kind       TEXT NOT NULL,
    payload    TEXT NOT NULL
) STRICT;
CREATE INDEX events_subject ON events (subject, subject_id, id);

CREATE TABLE jobs (
    id          BLOB NOT NULL PRIMARY KEY,
    lane        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    payload     TEXT NOT NULL,
    state       TEXT NOT NULL,
    run_at      INTEGER NOT NULL,
    attempts    INTEGER NOT NULL,
    lease_until INTEGER,
    last_error  TEXT,
    created_at  INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;
CREATE INDEX jobs_due ON jobs (lane, state, run_at);

CREATE TABLE mails (
    id         BLOB NOT NULL PRIMARY KEY,
    to_address TEXT NOT NULL,
    language   TEXT NOT NULL,
    kind       TEXT NOT NULL,
    subject    TEXT NOT NULL,
    body       TEXT NOT NULL,
    secrets    TEXT,
    message_id TEXT NOT NULL UNIQUE,
    state      TEXT NOT NULL,
    attempts   INTEGER NOT NULL,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    sent_at    INTEGER
) STRICT;
CREATE INDEX mails_newest ON mails (created_at, id);

CREATE TABLE demo_mailbox (
    id         BLOB NOT NULL PRIMARY KEY,
    to_address TEXT NOT NULL,
    subject    TEXT NOT NULL,
    plain      TEXT NOT NULL,
    html       TEXT NOT NULL,
    at         INTEGER NOT NULL
) STRICT;

CREATE TABLE sign_ins (
    id           BLOB NOT NULL PRIMARY KEY,
    browser_hash BLOB NOT NULL UNIQUE,
    person_id    BLOB,
    code_hash    BLOB NOT NULL,
    guesses      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    used_at      INTEGER
) STRICT;

CREATE TABLE sessions (
    id           BLOB NOT NULL PRIMARY KEY,
    token_hash   BLOB NOT NULL UNIQUE,
    person_id    BLOB NOT NULL REFERENCES persons (id),
    acting_for   BLOB,
    created_at   INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL,
    until        INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_person ON sessions (person_id);

CREATE TABLE throttle (
    bucket     BLOB NOT NULL PRIMARY KEY,
    started_at INTEGER NOT NULL,
    used       INTEGER NOT NULL
) STRICT;
