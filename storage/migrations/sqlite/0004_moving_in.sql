-- A running practice moves in: what was signed outside the portal, and organisations that came from a file.

CREATE TABLE elsewhere (
    agreement_id  BLOB NOT NULL PRIMARY KEY REFERENCES agreements (id),
    signed_on     TEXT NOT NULL,
    digest        BLOB,
    file_name     TEXT,
    brought_in_at INTEGER NOT NULL
) STRICT;
CREATE INDEX elsewhere_digest ON elsewhere (digest);

CREATE TABLE moved_in (
    organisation_id BLOB NOT NULL PRIMARY KEY REFERENCES organisations (id),
    moved_in_at     INTEGER NOT NULL,
    invited_at      INTEGER
) STRICT;
CREATE INDEX moved_in_uninvited ON moved_in (moved_in_at, organisation_id) WHERE invited_at IS NULL;
