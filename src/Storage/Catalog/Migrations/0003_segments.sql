CREATE TABLE segments
(
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id INTEGER NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    name    TEXT NOT NULL,
    filters TEXT NOT NULL, -- JSON array of arrays of texts: all of any
    UNIQUE (site_id, name)
) STRICT;

-- What one conversion is worth in the site's currency, a decimal; null where the event's own value counts.
ALTER TABLE goals ADD COLUMN fixed_value TEXT;
