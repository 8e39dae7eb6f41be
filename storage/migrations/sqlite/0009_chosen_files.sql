-- Files that an administrator chose and has not carried out yet. Erased when they are done or over.

CREATE TABLE imports (
    id          BLOB NOT NULL PRIMARY KEY,
    what        TEXT NOT NULL,
    invite      INTEGER NOT NULL,
    file_name   TEXT NOT NULL,
    digest      BLOB NOT NULL,
    bytes       BLOB,
    state       TEXT NOT NULL,
    person_id   BLOB NOT NULL REFERENCES persons (id),
    result      TEXT,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;
CREATE INDEX imports_created ON imports (created_at);

CREATE TABLE import_files (
    import_id BLOB NOT NULL REFERENCES imports (id),
    name      TEXT NOT NULL,
    size      INTEGER NOT NULL,
    is_pdf    INTEGER NOT NULL,
    bytes     BLOB,
    PRIMARY KEY (import_id, name)
) STRICT;
