-- Sites that were removed and whose events may still be stored, or still come from a journal. Milliseconds since 1970 UTC.
CREATE TABLE removed_sites
(
    id      INTEGER PRIMARY KEY,
    removed INTEGER NOT NULL
) STRICT;
