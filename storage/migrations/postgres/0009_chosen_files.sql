-- Files that an administrator chose and has not carried out yet. Erased when they are done or over.

CREATE TABLE imports (
    id          UUID NOT NULL PRIMARY KEY,
    what        TEXT NOT NULL,
    invite      BOOLEAN NOT NULL,
    file_name   TEXT NOT NULL,
    digest      BYTEA NOT NULL,
    bytes       BYTEA,
    state       TEXT NOT NULL,
    person_id   UUID NOT NULL REFERENCES persons (id),
    result      TEXT,
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX imports_created ON imports (created_at);

CREATE TABLE import_files (
    import_id UUID NOT NULL REFERENCES imports (id),
    name      TEXT NOT NULL,
    size      BIGINT NOT NULL,
    is_pdf    BOOLEAN NOT NULL,
    bytes     BYTEA,
    PRIMARY KEY (import_id, name)
);
