-- Which means suffice, by kind of organisation (and for the administration); a kind without a row asks for nothing more
-- than a code by mail. And by which means whoever confirmed a signing round was signed in.

CREATE TABLE means_asked (
    kind    TEXT NOT NULL PRIMARY KEY,
    sign_in TEXT NOT NULL,
    sign    TEXT NOT NULL
);

ALTER TABLE rounds ADD COLUMN means TEXT NOT NULL DEFAULT 'mail_code';
