-- Changes of organisations: asked for, decided, and carried out over their agreements a few at a time.
-- `subject` holds what may be open only once; it is emptied when a change is over, but not for mergers.

CREATE TABLE changes (
    id                BLOB NOT NULL PRIMARY KEY,
    kind              TEXT NOT NULL,
    stage             TEXT NOT NULL,
    subject           TEXT UNIQUE,
    organisation_id   BLOB REFERENCES organisations (id),
    other_id          BLOB REFERENCES organisations (id),
    municipality_code TEXT,
    into_code         TEXT,
    on_date           TEXT,
    due_on            TEXT,
    answers           TEXT,
    language          TEXT NOT NULL,
    asked_by          BLOB,
    asked_at          INTEGER NOT NULL,
    decided_by        BLOB,
    decided_at        INTEGER,
    reason            TEXT,
    foreseen          TEXT,
    happened          TEXT,
    leg               INTEGER NOT NULL,
    reached           BLOB,
    finished_at       INTEGER,
    version           INTEGER NOT NULL
) STRICT;
CREATE INDEX changes_stage ON changes (stage, asked_at);
CREATE INDEX changes_organisation ON changes (organisation_id, asked_at);
CREATE INDEX agreements_executor ON agreements (executor_id) WHERE executor_id IS NOT NULL;
