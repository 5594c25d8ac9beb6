-- What campaigns cost, as imported: one row for each day and campaign. Costs are ten-thousandths of the currency's unit.
CREATE TABLE campaign_costs
(
    site_id     INTEGER NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    day         TEXT NOT NULL, -- 2026-11-22, the site's local day
    source      TEXT NOT NULL,
    medium      TEXT NOT NULL,
    campaign    TEXT NOT NULL,
    content     TEXT NOT NULL,
    term        TEXT NOT NULL,
    impressions INTEGER,
    clicks      INTEGER,
    cost        INTEGER NOT NULL,
    currency    TEXT NOT NULL,
    PRIMARY KEY (site_id, day, source, medium, campaign, content, term)
) STRICT, WITHOUT ROWID;
