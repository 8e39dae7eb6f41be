-- Contact cards of an organisation: whom others mail or call, each for one purpose.
CREATE TABLE cards (
    id              UUID NOT NULL PRIMARY KEY,
    organisation_id UUID NOT NULL REFERENCES organisations (id),
    purpose         TEXT NOT NULL,
    name            TEXT NOT NULL,
    function        TEXT,
    email           TEXT,
    phone           TEXT,
    version         BIGINT NOT NULL
);
CREATE INDEX cards_organisation ON cards (organisation_id, id);
CREATE INDEX cards_email ON cards (email);
