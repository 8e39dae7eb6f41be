-- Changes of organisations: asked for, decided, and carried out over their agreements a few at a time.
-- `subject` holds what may be open only once; it is emptied when a change is over, but not for mergers.

CREATE TABLE changes (
    id                UUID NOT NULL PRIMARY KEY,
    kind              TEXT NOT NULL,
    stage             TEXT NOT NULL,
    subject           TEXT UNIQUE,
    organisation_id   UUID REFERENCES organisations (id),
    other_id          UUID REFERENCES organisations (id),
    municipality_code TEXT,
    into_code         TEXT,
    on_date           TEXT,
    due_on            TEXT,
    answers           TEXT,
    language          TEXT NOT NULL,
    asked_by          UUID,
    asked_at          BIGINT NOT NULL,
    decided_by        UUID,
    decided_at        BIGINT,
    reason            TEXT,
    foreseen          TEXT,
    happened          TEXT,
    leg               BIGINT NOT NULL,
    reached           UUID,
    finished_at       BIGINT,
    version           BIGINT NOT NULL
);
CREATE INDEX changes_stage ON changes (stage, asked_at);
CREATE INDEX changes_organisation ON changes (organisation_id, asked_at);
CREATE INDEX agreements_executor ON agreements (executor_id) WHERE executor_id IS NOT NULL;
