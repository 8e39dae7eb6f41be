-- When the contact persons of an organisation were asked last whether its people and roles still hold, and said so.
CREATE TABLE people_checks (
    organisation_id UUID NOT NULL PRIMARY KEY REFERENCES organisations (id),
    asked_at        BIGINT,
    confirmed_at    BIGINT
);
