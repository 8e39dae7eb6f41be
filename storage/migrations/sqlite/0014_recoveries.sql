-- A new mail address for somebody who lost every way in: asked for, agreed to, waited for.
CREATE TABLE recoveries (
    id              BLOB NOT NULL PRIMARY KEY,
    person_id       BLOB NOT NULL REFERENCES persons (id),
    organisation_id BLOB REFERENCES organisations (id),
    old_email       TEXT NOT NULL,
    new_email       TEXT NOT NULL,
    stage           TEXT NOT NULL,
    asked_by        BLOB NOT NULL,
    asked_at        INTEGER NOT NULL,
    decided_by      BLOB,
    decided_at      INTEGER,
    due_at          INTEGER,
    ended_at        INTEGER,
    asked_hash      BLOB NOT NULL,
    agreed_hash     BLOB,
    version         INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX recoveries_open ON recoveries (person_id) WHERE ended_at IS NULL;
CREATE INDEX recoveries_stage ON recoveries (stage, due_at);
CREATE INDEX recoveries_person ON recoveries (person_id, asked_at);
CREATE INDEX recoveries_organisation ON recoveries (organisation_id, asked_at);
CREATE INDEX recoveries_asked ON recoveries (asked_hash);
CREATE INDEX recoveries_agreed ON recoveries (agreed_hash);
