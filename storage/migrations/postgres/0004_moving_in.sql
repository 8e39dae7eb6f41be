-- A running practice moves in: what was signed outside the portal, and organisations that came from a file.

CREATE TABLE elsewhere (
    agreement_id  UUID NOT NULL PRIMARY KEY REFERENCES agreements (id),
    signed_on     TEXT NOT NULL,
    digest        BYTEA,
    file_name     TEXT,
    brought_in_at BIGINT NOT NULL
);
CREATE INDEX elsewhere_digest ON elsewhere (digest);

CREATE TABLE moved_in (
    organisation_id UUID NOT NULL PRIMARY KEY REFERENCES organisations (id),
    moved_in_at     BIGINT NOT NULL,
    invited_at      BIGINT
);
CREATE INDEX moved_in_uninvited ON moved_in (moved_in_at, organisation_id) WHERE invited_at IS NULL;
