-- Contact cards of an organisation: whom others mail or call, each for one purpose.
CREATE TABLE cards (
    id              BLOB NOT NULL PRIMARY KEY,
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    purpose         TEXT NOT NULL,
    name            TEXT NOT NULL,
    function        TEXT,
    email           TEXT,
    phone           TEXT,
    version         INTEGER NOT NULL
) STRICT;
CREATE INDEX cards_organisation ON cards (organisation_id, id);
CREATE INDEX cards_email ON cards (email);
