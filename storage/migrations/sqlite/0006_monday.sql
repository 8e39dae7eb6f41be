-- What is open for signing, and Monday's mail. A week is named by its Monday.

CREATE TABLE offers (
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    agreement_id    BLOB NOT NULL REFERENCES agreements (id),
    revision_id     BLOB NOT NULL REFERENCES revisions (id),
    number          INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, agreement_id)
) STRICT;
CREATE INDEX offers_number ON offers (organisation_id, number, revision_id, agreement_id);
CREATE INDEX offers_agreement ON offers (agreement_id);
CREATE INDEX slots_filled ON slots (filled_by, revision_id) WHERE filled_by IS NOT NULL;

CREATE TABLE monday_runs (
    monday      TEXT NOT NULL PRIMARY KEY,
    begun_at    INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;

CREATE TABLE monday_mails (
    person_id BLOB NOT NULL REFERENCES persons (id),
    monday    TEXT NOT NULL,
    mail_id   BLOB NOT NULL,
    mark      INTEGER NOT NULL,
    fresh     INTEGER NOT NULL,
    waiting   INTEGER NOT NULL,
    made_at   INTEGER NOT NULL,
    PRIMARY KEY (person_id, monday)
) STRICT;
CREATE INDEX monday_mails_monday ON monday_mails (monday, mail_id);

CREATE TABLE mail_choices (
    person_id BLOB NOT NULL PRIMARY KEY REFERENCES persons (id),
    reminder  TEXT NOT NULL,
    silent    TEXT NOT NULL
) STRICT;

-- What waits today was open before anybody counted.
INSERT INTO offers (organisation_id, agreement_id, revision_id, number)
SELECT w.organisation_id, w.agreement_id, w.revision_id, ROW_NUMBER() OVER (ORDER BY w.agreement_id, w.organisation_id)
FROM (SELECT DISTINCT sl.organisation_id, a.id AS agreement_id, a.revision_id FROM agreements a
    JOIN documents d ON d.revision_id = a.revision_id AND d.state = 'ready'
    JOIN slots sl ON sl.revision_id = a.revision_id AND sl.filled_by IS NULL
    WHERE a.state IN ('released', 'partly_signed')
    AND NOT (sl.side = 'partner' AND a.details LIKE '%"deferred":{%')) w;
INSERT INTO counters (name, value) SELECT 'offers', COUNT(*) FROM offers;
