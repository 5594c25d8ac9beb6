-- What happened, for the reader of a chart. A whole day has no time.
CREATE TABLE annotations
(
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id INTEGER NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    day     TEXT NOT NULL, -- 2026-11-22, the site's local day
    time    INTEGER,       -- Unix milliseconds
    kind    TEXT NOT NULL,
    text    TEXT NOT NULL,
    created INTEGER NOT NULL
) STRICT;

CREATE INDEX annotations_by_day ON annotations (site_id, day);

CREATE TABLE alerts
(
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id     INTEGER NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    metric      TEXT NOT NULL,
    goal        INTEGER, -- id of a goal; no reference: an alert without its goal says so
    filters     TEXT NOT NULL, -- JSON array of texts: all must hold
    threshold   REAL,
    minimum     INTEGER NOT NULL,
    sensitivity REAL NOT NULL,
    window      INTEGER NOT NULL, -- minutes
    cooldown    INTEGER NOT NULL, -- minutes
    enabled     INTEGER NOT NULL,
    webhook     TEXT NOT NULL,
    format      TEXT NOT NULL,
    secret      TEXT NOT NULL, -- signs notifications: needed as it is
    state       TEXT NOT NULL,
    since       INTEGER NOT NULL,
    problem     TEXT NOT NULL,
    UNIQUE (site_id, name)
) STRICT;

-- What alerts did, and what is still to be delivered.
CREATE TABLE alert_events
(
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    alert_id INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    delivery TEXT NOT NULL UNIQUE, -- random, for the receiver to know a repetition by
    event    TEXT NOT NULL,
    at       INTEGER NOT NULL,
    value    REAL NOT NULL,
    expected REAL,
    status   TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    due      INTEGER NOT NULL,
    answer   TEXT NOT NULL
) STRICT;

CREATE INDEX alert_events_of_alert ON alert_events (alert_id, id);

CREATE INDEX alert_events_waiting ON alert_events (due) WHERE status = 'waiting';

CREATE TABLE summaries
(
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id    INTEGER NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    rhythm     TEXT NOT NULL,
    hour       INTEGER NOT NULL, -- local
    recipients TEXT NOT NULL, -- JSON array of addresses
    filters    TEXT NOT NULL, -- JSON array of texts: all must hold
    language   TEXT NOT NULL,
    enabled    INTEGER NOT NULL,
    changed    INTEGER NOT NULL, -- nothing due before this is made
    UNIQUE (site_id, name)
) STRICT;

-- The figures of a summary that was due, once for each time.
CREATE TABLE summary_editions
(
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    summary_id INTEGER NOT NULL REFERENCES summaries (id) ON DELETE CASCADE,
    due        INTEGER NOT NULL,
    made       INTEGER NOT NULL,
    data       TEXT NOT NULL, -- JSON
    UNIQUE (summary_id, due)
) STRICT;
