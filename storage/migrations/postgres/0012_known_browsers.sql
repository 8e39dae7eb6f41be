-- Browsers in which somebody signed in before: strangers who ask for codes in somebody's name do not hold these back.
CREATE TABLE known_browsers (
    token_hash BYTEA NOT NULL,
    person_id  UUID NOT NULL REFERENCES persons (id),
    seen_at    BIGINT NOT NULL,
    PRIMARY KEY (token_hash, person_id)
);
CREATE INDEX known_browsers_person ON known_browsers (person_id, seen_at);
