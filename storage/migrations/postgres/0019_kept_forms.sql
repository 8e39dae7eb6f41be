-- Forms that somebody sent when they had to sign in or confirm first: kept for some hours, until they are sent after all.
CREATE TABLE kept_forms (
    id           UUID NOT NULL PRIMARY KEY,
    person_id    UUID NOT NULL REFERENCES persons (id),
    browser_hash BYTEA NOT NULL,
    made_for     BYTEA NOT NULL,
    path         TEXT NOT NULL,
    page         TEXT NOT NULL,
    fields       TEXT NOT NULL,
    made_at      BIGINT NOT NULL,
    sent_at      BIGINT
);
CREATE INDEX kept_forms_person ON kept_forms (person_id, made_at);
CREATE INDEX kept_forms_made ON kept_forms (made_at);
