-- Notices to contact persons, told once a working day; and the links with which mails are switched off.

CREATE TABLE notices (
    agreement_id    BLOB NOT NULL,
    organisation_id BLOB NOT NULL,
    kind            TEXT NOT NULL,
    at              INTEGER NOT NULL,
    day             TEXT,
    PRIMARY KEY (agreement_id, organisation_id, kind, at)
) STRICT;
CREATE UNIQUE INDEX notices_pending ON notices (organisation_id, agreement_id, kind) WHERE day IS NULL;
CREATE INDEX notices_day ON notices (day, organisation_id, kind);

CREATE TABLE notice_runs (
    day         TEXT NOT NULL PRIMARY KEY,
    begun_at    INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;

CREATE TABLE notice_mails (
    person_id BLOB NOT NULL REFERENCES persons (id),
    day       TEXT NOT NULL,
    mail_id   BLOB NOT NULL,
    made_at   INTEGER NOT NULL,
    PRIMARY KEY (person_id, day)
) STRICT;

CREATE TABLE unsubscribes (
    token_hash BLOB NOT NULL PRIMARY KEY,
    person_id  BLOB NOT NULL REFERENCES persons (id),
    list       TEXT NOT NULL,
    made_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX unsubscribes_made ON unsubscribes (made_at);
