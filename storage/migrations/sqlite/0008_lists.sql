-- Long lists. What agreements are sorted and narrowed by stands in their own rows, and how many there are is
-- counted as they come and move, so that no page reads 342,000 rows to say a number.
--
-- A change is written as a row of its own, never as an update of a shared number: transactions that move many
-- agreements would wait for each other, or deadlock. The portal adds the changes up later (app/src/tallies.rs);
-- until then, whoever asks for a number adds them.

ALTER TABLE agreements ADD COLUMN party_sort TEXT NOT NULL DEFAULT '';
ALTER TABLE agreements ADD COLUMN partner_sort TEXT NOT NULL DEFAULT '';
ALTER TABLE agreements ADD COLUMN sector TEXT NOT NULL DEFAULT '';

UPDATE agreements SET
    party_sort = (SELECT o.sort_name FROM organisations o WHERE o.id = agreements.party_id),
    partner_sort = (SELECT o.sort_name FROM organisations o WHERE o.id = agreements.partner_id),
    sector = (SELECT COALESCE(o.sector, '') FROM organisations o WHERE o.id = agreements.partner_id);

DROP INDEX agreements_party;
DROP INDEX agreements_partner;
DROP INDEX agreements_state;
CREATE INDEX agreements_party ON agreements (party_id, state, sector, partner_id);
CREATE INDEX agreements_partner ON agreements (partner_id, state);
CREATE INDEX agreements_party_name ON agreements (party_id, partner_sort, id);
CREATE INDEX agreements_partner_name ON agreements (partner_id, party_sort, id);
CREATE INDEX agreements_name ON agreements (party_sort, id);
CREATE INDEX agreements_state_name ON agreements (state, party_sort, id);
CREATE INDEX agreements_sector_name ON agreements (sector, party_sort, id);
CREATE INDEX agreements_sector_state_name ON agreements (sector, state, party_sort, id);

CREATE INDEX organisations_name ON organisations (sort_name, id);
CREATE INDEX registrations_decided ON registrations (decided_at, id);
CREATE INDEX jobs_state ON jobs (state, id);
CREATE INDEX mails_state ON mails (state, id);
CREATE INDEX events_kind ON events (kind, id);

-- How many there are: of agreements by sector and state (of an organisation, or of all under the id of zeros),
-- of events by kind, of organisations that joined by sector.
CREATE TABLE tallies (
    list            TEXT NOT NULL,
    organisation_id BLOB NOT NULL,
    sector          TEXT NOT NULL,
    code            TEXT NOT NULL,
    n               INTEGER NOT NULL,
    PRIMARY KEY (list, organisation_id, sector, code)
) STRICT;

-- How many came into a state in an ISO week of the Netherlands.
CREATE TABLE weekly (
    week   TEXT NOT NULL,
    sector TEXT NOT NULL,
    code   TEXT NOT NULL,
    n      INTEGER NOT NULL,
    PRIMARY KEY (week, sector, code)
) STRICT;

-- What has changed since they were added up; `hour` (since 1970, UTC) only where something came into a state.
CREATE TABLE tally_changes (
    list       TEXT NOT NULL,
    party_id   BLOB,
    partner_id BLOB,
    sector     TEXT NOT NULL,
    code       TEXT NOT NULL,
    n          INTEGER NOT NULL,
    hour       INTEGER,
    batch      INTEGER
) STRICT;
CREATE INDEX tally_changes_batch ON tally_changes (batch);

INSERT INTO tally_changes (list, party_id, partner_id, sector, code, n)
    SELECT 'agreements', a.party_id, a.partner_id, a.sector, a.state, 1 FROM agreements a;
INSERT INTO tally_changes (list, sector, code, n)
    SELECT 'events', '', e.kind, 1 FROM events e;
INSERT INTO tally_changes (list, sector, code, n, hour)
    SELECT 'organisations', COALESCE(o.sector, o.kind), 'registered', 1, o.accepted_at / 3600000000 FROM organisations o;
INSERT INTO tally_changes (list, sector, code, n, hour)
    SELECT 'agreements', a.sector, 'prepared', 0, a.created_at / 3600000000 FROM agreements a;
INSERT INTO tally_changes (list, sector, code, n, hour)
    SELECT 'agreements', a.sector, 'released', 0, e.at / 3600000000 FROM events e JOIN agreements a ON a.id = e.subject_id
    WHERE e.subject = 'agreement' AND e.kind = 'agreement_moved' AND e.payload LIKE '%"to":"released"%';
INSERT INTO tally_changes (list, sector, code, n, hour)
    SELECT 'agreements', a.sector, 'signed', 0, e.at / 3600000000 FROM events e JOIN agreements a ON a.id = e.subject_id
    WHERE e.subject = 'agreement' AND e.kind = 'agreement_moved' AND e.payload LIKE '%"to":"signed"%';

CREATE TRIGGER agreements_come AFTER INSERT ON agreements BEGIN
    UPDATE agreements SET
        party_sort = (SELECT o.sort_name FROM organisations o WHERE o.id = NEW.party_id),
        partner_sort = (SELECT o.sort_name FROM organisations o WHERE o.id = NEW.partner_id),
        sector = (SELECT COALESCE(o.sector, '') FROM organisations o WHERE o.id = NEW.partner_id)
        WHERE NEW.sector = '' AND id = NEW.id;
    INSERT INTO tally_changes (list, party_id, partner_id, sector, code, n, hour)
        SELECT 'agreements', a.party_id, a.partner_id, a.sector, a.state, 1, a.changed_at / 3600000000
        FROM agreements a WHERE a.id = NEW.id;
END;

-- The sector of a new row is filled in by the trigger above: that is no move.
CREATE TRIGGER agreements_move AFTER UPDATE OF state, sector ON agreements
    WHEN OLD.state <> NEW.state OR (OLD.sector <> NEW.sector AND OLD.sector <> '') BEGIN
    INSERT INTO tally_changes (list, party_id, partner_id, sector, code, n, hour) VALUES
        ('agreements', OLD.party_id, OLD.partner_id, OLD.sector, OLD.state, -1, NULL),
        ('agreements', NEW.party_id, NEW.partner_id, NEW.sector, NEW.state, 1,
            CASE WHEN OLD.state <> NEW.state THEN NEW.changed_at / 3600000000 END);
END;

CREATE TRIGGER agreements_go AFTER DELETE ON agreements BEGIN
    INSERT INTO tally_changes (list, party_id, partner_id, sector, code, n)
        VALUES ('agreements', OLD.party_id, OLD.partner_id, OLD.sector, OLD.state, -1);
END;

CREATE TRIGGER organisations_come AFTER INSERT ON organisations BEGIN
    INSERT INTO tally_changes (list, sector, code, n, hour)
        VALUES ('organisations', COALESCE(NEW.sector, NEW.kind), 'registered', 1, NEW.accepted_at / 3600000000);
END;

CREATE TRIGGER organisations_rename AFTER UPDATE OF sort_name, sector ON organisations
    WHEN OLD.sort_name <> NEW.sort_name OR COALESCE(OLD.sector, '') <> COALESCE(NEW.sector, '') BEGIN
    UPDATE agreements SET party_sort = NEW.sort_name WHERE party_id = NEW.id;
    UPDATE agreements SET partner_sort = NEW.sort_name, sector = COALESCE(NEW.sector, '') WHERE partner_id = NEW.id;
END;

CREATE TRIGGER events_come AFTER INSERT ON events BEGIN
    INSERT INTO tally_changes (list, sector, code, n) VALUES ('events', '', NEW.kind, 1);
END;

CREATE TRIGGER events_go AFTER DELETE ON events BEGIN
    INSERT INTO tally_changes (list, sector, code, n) VALUES ('events', '', OLD.kind, -1);
END;
