-- What waits for a signatory is found by organisation and revision: a municipality has hundreds of open places, and
-- each agreement on the desk looked through all of them.

DROP INDEX slots_open;
CREATE INDEX slots_organisation ON slots (organisation_id, revision_id);
