-- Who invited somebody: whoever they are, they are no second pair of eyes for each other.
ALTER TABLE roles ADD COLUMN given_by BLOB;
