-- The installation's id, made once: the database keeps the same, so that a foreign catalog or database is noticed. 32 hex digits.
CREATE TABLE installation
(
    id TEXT NOT NULL
) STRICT;

INSERT INTO installation (id) VALUES (lower(hex(randomblob(16))));
