-- Keeping and erasing: the list of agreements with evidence that were kept long enough, and bytes that no row
-- names any more. The indexes are what the engine looks through when a row that others point at is erased.

CREATE TABLE keeping (
    agreement_id UUID NOT NULL PRIMARY KEY REFERENCES agreements (id),
    version      BIGINT NOT NULL,
    ended_on     TEXT NOT NULL,
    keep_until   TEXT,
    keep_reason  TEXT,
    kept_by      UUID,
    approved_at  BIGINT,
    approved_by  UUID
);

CREATE TABLE unwanted (
    digest BYTEA NOT NULL PRIMARY KEY,
    since  BIGINT NOT NULL
);

CREATE INDEX round_items_agreement ON round_items (agreement_id);
CREATE INDEX round_items_revision ON round_items (revision_id);
CREATE INDEX round_items_slot ON round_items (slot_id);
CREATE INDEX certificates_round ON certificates (round_id);
CREATE INDEX certificates_person ON certificates (person_id);
CREATE INDEX signatures_round ON signatures (round_id);
CREATE INDEX signatures_serial ON signatures (serial);
CREATE INDEX signatures_person ON signatures (person_id);
