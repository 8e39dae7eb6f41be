-- What is open for signing, and Monday's mail. A week is named by its Monday.

CREATE TABLE offers (
    organisation_id UUID NOT NULL REFERENCES organisations (id),
    agreement_id    UUID NOT NULL REFERENCES agreements (id),
    revision_id     UUID NOT NULL REFERENCES revisions (id),
    number          BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, agreement_id)
);
CREATE INDEX offers_number ON offers (organisation_id, number, revision_id, agreement_id);
CREATE INDEX offers_agreement ON offers (agreement_id);
CREATE INDEX slots_filled ON slots (filled_by, revision_id) WHERE filled_by IS NOT NULL;

CREATE TABLE monday_runs (
    monday      TEXT NOT NULL PRIMARY KEY,
    begun_at    BIGINT NOT NULL,
    finished_at BIGINT
);

CREATE TABLE monday_mails (
    person_id UUID NOT NULL REFERENCES persons (id),
    monday    TEXT NOT NULL,
    mail_id   UUID NOT NULL,
    mark      BIGINT NOT NULL,
    fresh     BIGINT NOT NULL,
    waiting   BIGINT NOT NULL,
    made_at   BIGINT NOT NULL,
    PRIMARY KEY (person_id, monday)
);
CREATE INDEX monday_mails_monday ON monday_mails (monday, mail_id);

CREATE TABLE mail_choices (
    person_id UUID NOT NULL PRIMARY KEY REFERENCES persons (id),
    reminder  TEXT NOT NULL,
    silent    TEXT NOT NULL
);

-- What waits today was open before anybody counted.
INSERT INTO offers (organisation_id, agreement_id, revision_id, number)
SELECT w.organisation_id, w.agreement_id, w.revision_id, ROW_NUMBER() OVER (ORDER BY w.agreement_id, w.organisation_id)
FROM (SELECT DISTINCT sl.organisation_id, a.id AS agreement_id, a.revision_id FROM agreements a
    JOIN documents d ON d.revision_id = a.revision_id AND d.state = 'ready'
    JOIN slots sl ON sl.revision_id = a.revision_id AND sl.filled_by IS NULL
    WHERE a.state IN ('released', 'partly_signed')
    AND NOT (sl.side = 'partner' AND a.details LIKE '%"deferred":{%')) w;
INSERT INTO counters (name, value) SELECT 'offers', COUNT(*) FROM offers;
