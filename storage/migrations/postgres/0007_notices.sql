-- Notices to contact persons, told once a working day; and the links with which mails are switched off.

CREATE TABLE notices (
    agreement_id    UUID NOT NULL,
    organisation_id UUID NOT NULL,
    kind            TEXT NOT NULL,
    at              BIGINT NOT NULL,
    day             TEXT,
    PRIMARY KEY (agreement_id, organisation_id, kind, at)
);
CREATE UNIQUE INDEX notices_pending ON notices (organisation_id, agreement_id, kind) WHERE day IS NULL;
CREATE INDEX notices_day ON notices (day, organisation_id, kind);

CREATE TABLE notice_runs (
    day         TEXT NOT NULL PRIMARY KEY,
    begun_at    BIGINT NOT NULL,
    finished_at BIGINT
);

CREATE TABLE notice_mails (
    person_id UUID NOT NULL REFERENCES persons (id),
    day       TEXT NOT NULL,
    mail_id   UUID NOT NULL,
    made_at   BIGINT NOT NULL,
    PRIMARY KEY (person_id, day)
);

CREATE TABLE unsubscribes (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    person_id  UUID NOT NULL REFERENCES persons (id),
    list       TEXT NOT NULL,
    made_at    BIGINT NOT NULL
);
CREATE INDEX unsubscribes_made ON unsubscribes (made_at);
