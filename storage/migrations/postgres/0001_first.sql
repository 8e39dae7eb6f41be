-- The first schema. Times are microseconds since 1970 (UTC); dates are YYYY-MM-DD;
-- the two engines differ in the names of their types only.

CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE counters (
    name  TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE sectors (
    code     TEXT NOT NULL PRIMARY KEY,
    name_nl  TEXT NOT NULL,
    name_en  TEXT NOT NULL,
    position BIGINT NOT NULL,
    open     BOOLEAN NOT NULL
);

INSERT INTO sectors (code, name_nl, name_en, position, open) VALUES
    ('huur', 'Huur', 'Rent', 1, TRUE),
    ('energie', 'Energie', 'Energy', 2, TRUE),
    ('water', 'Water', 'Water', 3, TRUE),
    ('zorg', 'Zorg', 'Health insurance', 4, TRUE),
    ('hypotheek', 'Hypotheek', 'Mortgage', 5, FALSE),
    ('overige', 'Overige', 'Other', 6, FALSE);

CREATE TABLE registrations (
    id              UUID NOT NULL PRIMARY KEY,
    applicant       TEXT NOT NULL,
    stage           TEXT NOT NULL,
    answers         TEXT NOT NULL,
    language        TEXT NOT NULL,
    name            TEXT NOT NULL,
    email           TEXT NOT NULL,
    token_hash      BYTEA NOT NULL UNIQUE,
    confirm_hash    BYTEA UNIQUE,
    version         BIGINT NOT NULL,
    begun_at        BIGINT NOT NULL,
    changed_at      BIGINT NOT NULL,
    submitted_at    BIGINT,
    confirmed_at    BIGINT,
    queued_at       BIGINT,
    decided_at      BIGINT,
    decided_by      UUID,
    question        TEXT,
    reason          TEXT,
    organisation_id UUID
);
CREATE INDEX registrations_queue ON registrations (stage, queued_at);

CREATE TABLE persons (
    id         UUID NOT NULL PRIMARY KEY,
    email      TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    phone      TEXT,
    language   TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE organisations (
    id                UUID NOT NULL PRIMARY KEY,
    kind              TEXT NOT NULL,
    name              TEXT NOT NULL,
    sort_name         TEXT COLLATE "C" NOT NULL,
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
    nationwide        BOOLEAN NOT NULL,
    jointly           BOOLEAN NOT NULL,
    executor_id       UUID REFERENCES organisations (id),
    executor_name     TEXT,
    executor_party    BOOLEAN NOT NULL,
    clients           TEXT,
    registration_id   UUID NOT NULL REFERENCES registrations (id),
    accepted_at       BIGINT NOT NULL,
    generated_at      BIGINT,
    ended_at          BIGINT,
    version           BIGINT NOT NULL
);
CREATE UNIQUE INDEX organisations_registration ON organisations (registration_id);
CREATE INDEX organisations_kind ON organisations (kind, sort_name, id);
CREATE INDEX organisations_kvk ON organisations (kvk);

CREATE TABLE roles (
    id              UUID NOT NULL PRIMARY KEY,
    person_id       UUID NOT NULL REFERENCES persons (id),
    organisation_id UUID REFERENCES organisations (id),
    role            TEXT NOT NULL,
    function        TEXT,
    ground          TEXT,
    mandate_date    TEXT,
    works_at        TEXT,
    since           BIGINT NOT NULL,
    ended_at        BIGINT
);
CREATE INDEX roles_person ON roles (person_id);
CREATE INDEX roles_organisation ON roles (organisation_id, role);
CREATE UNIQUE INDEX roles_once ON roles (person_id, organisation_id, role) WHERE ended_at IS NULL;

CREATE TABLE coverage (
    municipality_code TEXT NOT NULL,
    valid_from        TEXT NOT NULL,
    valid_until       TEXT,
    organisation_id   UUID NOT NULL REFERENCES organisations (id),
    province          TEXT NOT NULL,
    system_code       TEXT NOT NULL,
    system_name       TEXT,
    PRIMARY KEY (municipality_code, valid_from)
);
CREATE UNIQUE INDEX coverage_once ON coverage (municipality_code) WHERE valid_until IS NULL;
CREATE INDEX coverage_organisation ON coverage (organisation_id);

CREATE TABLE areas (
    organisation_id   UUID NOT NULL REFERENCES organisations (id),
    municipality_code TEXT NOT NULL,
    PRIMARY KEY (organisation_id, municipality_code)
);
CREATE INDEX areas_municipality ON areas (municipality_code);

CREATE TABLE facts (
    digest BYTEA NOT NULL PRIMARY KEY,
    json   TEXT NOT NULL
);

CREATE TABLE agreements (
    id          UUID NOT NULL PRIMARY KEY,
    number      TEXT NOT NULL UNIQUE,
    party_id    UUID NOT NULL REFERENCES organisations (id),
    partner_id  UUID NOT NULL REFERENCES organisations (id),
    executor_id UUID REFERENCES organisations (id),
    state       TEXT NOT NULL,
    details     TEXT NOT NULL,
    is_current  BOOLEAN NOT NULL,
    revision_id UUID NOT NULL,
    version     BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX agreements_pair ON agreements (party_id, partner_id) WHERE is_current;
CREATE INDEX agreements_party ON agreements (party_id, state);
CREATE INDEX agreements_partner ON agreements (partner_id, state);
CREATE INDEX agreements_state ON agreements (state);

CREATE TABLE revisions (
    id            UUID NOT NULL PRIMARY KEY,
    agreement_id  UUID NOT NULL REFERENCES agreements (id),
    number        BIGINT NOT NULL,
    template      TEXT NOT NULL,
    party_facts   BYTEA NOT NULL REFERENCES facts (digest),
    partner_facts BYTEA NOT NULL REFERENCES facts (digest),
    members       TEXT,
    created_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX revisions_number ON revisions (agreement_id, number);

CREATE TABLE slots (
    id              UUID NOT NULL PRIMARY KEY,
    revision_id     UUID NOT NULL REFERENCES revisions (id),
    side            TEXT NOT NULL,
    ordinal         BIGINT NOT NULL,
    organisation_id UUID NOT NULL REFERENCES organisations (id),
    filled_by       UUID,
    filled_at       BIGINT
);
CREATE UNIQUE INDEX slots_place ON slots (revision_id, side, ordinal);

CREATE TABLE events (
    id         UUID NOT NULL PRIMARY KEY,
    at         BIGINT NOT NULL,
    doer       TEXT NOT NULL,
    person_id  UUID,
    subject    TEXT NOT NULL,
    subject_id UUID NOT NULL,
    kind       TEXT NOT NULL,
    payload    TEXT NOT NULL
);
CREATE INDEX events_subject ON events (subject, subject_id, id);

CREATE TABLE jobs (
    id          UUID NOT NULL PRIMARY KEY,
    lane        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    payload     TEXT NOT NULL,
    state       TEXT NOT NULL,
    run_at      BIGINT NOT NULL,
    attempts    BIGINT NOT NULL,
    lease_until BIGINT,
    last_error  TEXT,
    created_at  BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX jobs_due ON jobs (lane, state, run_at);

CREATE TABLE mails (
    id         UUID NOT NULL PRIMARY KEY,
    to_address TEXT NOT NULL,
    language   TEXT NOT NULL,
    kind       TEXT NOT NULL,
    subject    TEXT NOT NULL,
    body       TEXT NOT NULL,
    secrets    TEXT,
    message_id TEXT NOT NULL UNIQUE,
    state      TEXT NOT NULL,
    attempts   BIGINT NOT NULL,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    sent_at    BIGINT
);
CREATE INDEX mails_newest ON mails (created_at, id);

CREATE TABLE demo_mailbox (
    id         UUID NOT NULL PRIMARY KEY,
    to_address TEXT NOT NULL,
    subject    TEXT NOT NULL,
    plain      TEXT NOT NULL,
    html       TEXT NOT NULL,
    at         BIGINT NOT NULL
);

CREATE TABLE sign_ins (
    id           UUID NOT NULL PRIMARY KEY,
    browser_hash BYTEA NOT NULL UNIQUE,
    person_id    UUID,
    code_hash    BYTEA NOT NULL,
    guesses      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    used_at      BIGINT
);

CREATE TABLE sessions (
    id           UUID NOT NULL PRIMARY KEY,
    token_hash   BYTEA NOT NULL UNIQUE,
    person_id    UUID NOT NULL REFERENCES persons (id),
    acting_for   UUID,
    created_at   BIGINT NOT NULL,
    seen_at      BIGINT NOT NULL,
    until        BIGINT NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id);

CREATE TABLE throttle (
    bucket     BYTEA NOT NULL PRIMARY KEY,
    started_at BIGINT NOT NULL,
    used       BIGINT NOT NULL
);
