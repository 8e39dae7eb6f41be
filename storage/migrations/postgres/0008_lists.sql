-- Long lists. What agreements are sorted and narrowed by stands in their own rows, and how many there are is
-- counted as they come and move, so that no page reads 342,000 rows to say a number.
--
-- A change is written as a row of its own, never as an update of a shared number: transactions that move many
-- agreements would wait for each other, or deadlock. The portal adds the changes up later (app/src/tallies.rs);
-- until then, whoever asks for a number adds them.

ALTER TABLE agreements ADD COLUMN party_sort TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE agreements ADD COLUMN partner_sort TEXT COLLATE "C" NOT NULL DEFAULT '';
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
    organisation_id UUID NOT NULL,
    sector          TEXT NOT NULL,
    code            TEXT NOT NULL,
    n               BIGINT NOT NULL,
    PRIMARY KEY (list, organisation_id, sector, code)
);

-- How many came into a state in an ISO week of the Netherlands.
CREATE TABLE weekly (
    week   TEXT NOT NULL,
    sector TEXT NOT NULL,
    code   TEXT NOT NULL,
    n      BIGINT NOT NULL,
    PRIMARY KEY (week, sector, code)
);

-- What has changed since they were added up; `hour` (since 1970, UTC) only where something came into a state.
CREATE TABLE tally_changes (
    list       TEXT NOT NULL,
    party_id   UUID,
    partner_id UUID,
    sector     TEXT NOT NULL,
    code       TEXT NOT NULL,
    n          BIGINT NOT NULL,
    hour       BIGINT,
    batch      BIGINT
);
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

CREATE FUNCTION agreements_sorted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sector = '' THEN
        SELECT o.sort_name INTO NEW.party_sort FROM organisations o WHERE o.id = NEW.party_id;
        SELECT o.sort_name, COALESCE(o.sector, '') INTO NEW.partner_sort, NEW.sector FROM organisations o WHERE o.id = NEW.partner_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreements_sorted BEFORE INSERT ON agreements FOR EACH ROW EXECUTE FUNCTION agreements_sorted();

CREATE FUNCTION agreements_come() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tally_changes (list, party_id, partner_id, sector, code, n, hour)
        SELECT 'agreements', a.party_id, a.partner_id, a.sector, a.state, 1, a.changed_at / 3600000000 FROM come a;
    RETURN NULL;
END $$;
CREATE TRIGGER agreements_come AFTER INSERT ON agreements
    REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION agreements_come();

CREATE FUNCTION agreements_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tally_changes (list, party_id, partner_id, sector, code, n, hour) VALUES
        ('agreements', OLD.party_id, OLD.partner_id, OLD.sector, OLD.state, -1, NULL),
        ('agreements', NEW.party_id, NEW.partner_id, NEW.sector, NEW.state, 1,
            CASE WHEN OLD.state <> NEW.state THEN NEW.changed_at / 3600000000 END);
    RETURN NULL;
END $$;
CREATE TRIGGER agreements_move AFTER UPDATE OF state, sector ON agreements FOR EACH ROW
    WHEN (OLD.state <> NEW.state OR OLD.sector <> NEW.sector) EXECUTE FUNCTION agreements_move();

CREATE FUNCTION agreements_go() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tally_changes (list, party_id, partner_id, sector, code, n)
        VALUES ('agreements', OLD.party_id, OLD.partner_id, OLD.sector, OLD.state, -1);
    RETURN NULL;
END $$;
CREATE TRIGGER agreements_go AFTER DELETE ON agreements FOR EACH ROW EXECUTE FUNCTION agreements_go();

CREATE FUNCTION organisations_come() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tally_changes (list, sector, code, n, hour)
        VALUES ('organisations', COALESCE(NEW.sector, NEW.kind), 'registered', 1, NEW.accepted_at / 3600000000);
    RETURN NULL;
END $$;
CREATE TRIGGER organisations_come AFTER INSERT ON organisations FOR EACH ROW EXECUTE FUNCTION organisations_come();

CREATE FUNCTION organisations_rename() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agreements SET party_sort = NEW.sort_name WHERE party_id = NEW.id;
    UPDATE agreements SET partner_sort = NEW.sort_name, sector = COALESCE(NEW.sector, '') WHERE partner_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER organisations_rename AFTER UPDATE OF sort_name, sector ON organisations FOR EACH ROW
    WHEN (OLD.sort_name <> NEW.sort_name OR COALESCE(OLD.sector, '') <> COALESCE(NEW.sector, ''))
    EXECUTE FUNCTION organisations_rename();

CREATE FUNCTION events_come() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tally_changes (list, sector, code, n) SELECT 'events', '', e.kind, COUNT(*) FROM come e GROUP BY e.kind;
    RETURN NULL;
END $$;
CREATE TRIGGER events_come AFTER INSERT ON events
    REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION events_come();

CREATE FUNCTION events_go() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tally_changes (list, sector, code, n) SELECT 'events', '', e.kind, -COUNT(*) FROM gone e GROUP BY e.kind;
    RETURN NULL;
END $$;
CREATE TRIGGER events_go AFTER DELETE ON events
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION events_go();
