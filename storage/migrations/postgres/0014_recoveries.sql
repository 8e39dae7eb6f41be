-- A new mail address for somebody who lost every way in: asked for, agreed to, waited for.
CREATE TABLE recoveries (
    id              UUID NOT NULL PRIMARY KEY,
    person_id       UUID NOT NULL REFERENCES persons (id),
    organisation_id UUID REFERENCES organisations (id),
    old_email       TEXT NOT NULL,
    new_email       TEXT NOT NULL,
    stage           TEXT NOT NULL,
    asked_by        UUID NOT NULL,
    asked_at        BIGINT NOT NULL,
    decided_by      UUID,
    decided_at      BIGINT,
    due_at          BIGINT,
    ended_at        BIGINT,
    asked_hash      BYTEA NOT NULL,
    agreed_hash     BYTEA,
    version         BIGINT NOT NULL
);
CREATE UNIQUE INDEX recoveries_open ON recoveries (person_id) WHERE ended_at IS NULL;
CREATE INDEX recoveries_stage ON recoveries (stage, due_at);
CREATE INDEX recoveries_person ON recoveries (person_id, asked_at);
CREATE INDEX recoveries_organisation ON recoveries (organisation_id, asked_at);
CREATE INDEX recoveries_asked ON recoveries (asked_hash);
CREATE INDEX recoveries_agreed ON recoveries (agreed_hash);
