-- Browsers in which somebody signed in before: strangers who ask for codes in somebody's name do not hold these back.
CREATE TABLE known_browsers (
    token_hash BLOB NOT NULL,
    person_id  BLOB NOT NULL REFERENCES persons (id),
    seen_at    INTEGER NOT NULL,
    PRIMARY KEY (token_hash, person_id)
) STRICT;
CREATE INDEX known_browsers_person ON known_browsers (person_id, seen_at);
