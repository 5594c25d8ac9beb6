-- Sums of closed days, made from the events and thrown away at will (docs/architecture.md, "Rollups"). A build is all rows of one
-- site, day and build number; it counts when rollup_days names it.
CREATE TABLE IF NOT EXISTS rollups
(
    site               UInt32 CODEC(ZSTD(1)),
    day                Date CODEC(ZSTD(1)),
    build              UInt64 CODEC(ZSTD(1)),
    dimension          LowCardinality(String) CODEC(ZSTD(1)),
    bucket             String CODEC(ZSTD(1)),
    h_rows             UInt64 CODEC(T64, ZSTD(1)),
    h_visitors_day     UInt64 CODEC(T64, ZSTD(1)),
    h_visitors_keys    Array(UInt64) CODEC(ZSTD(1)),
    h_pageviews        UInt64 CODEC(T64, ZSTD(1)),
    h_events           UInt64 CODEC(T64, ZSTD(1)),
    h_revenue          Decimal(38, 4) CODEC(ZSTD(1)),
    h_foreign          UInt64 CODEC(T64, ZSTD(1)),
    h_unidentified     UInt64 CODEC(T64, ZSTD(1)),
    h_privacy_control  UInt64 CODEC(T64, ZSTD(1)),
    h_aggregate        UInt64 CODEC(T64, ZSTD(1)),
    h_visits           UInt64 CODEC(T64, ZSTD(1)),
    v_visits           UInt64 CODEC(T64, ZSTD(1)),
    v_visitors_day     UInt64 CODEC(T64, ZSTD(1)),
    v_visitors_keys    Array(UInt64) CODEC(ZSTD(1)),
    v_durable          UInt64 CODEC(T64, ZSTD(1)),
    v_bounces          Int64 CODEC(T64, ZSTD(1)),
    v_timed            UInt64 CODEC(T64, ZSTD(1)),
    v_duration         UInt64 CODEC(T64, ZSTD(1)),
    v_pageviews        UInt64 CODEC(T64, ZSTD(1)),
    v_entries          UInt64 CODEC(T64, ZSTD(1)),
    v_exits            UInt64 CODEC(T64, ZSTD(1)),
    d_rows             UInt64 CODEC(T64, ZSTD(1)),
    d_reported         UInt64 CODEC(T64, ZSTD(1)),
    d_covered          UInt64 CODEC(T64, ZSTD(1)),
    d_engaged          UInt64 CODEC(T64, ZSTD(1)),
    d_depth            UInt64 CODEC(T64, ZSTD(1)),
    d_scroll_25        UInt64 CODEC(T64, ZSTD(1)),
    d_scroll_50        UInt64 CODEC(T64, ZSTD(1)),
    d_scroll_75        UInt64 CODEC(T64, ZSTD(1)),
    d_scroll_90        UInt64 CODEC(T64, ZSTD(1)),
    v_duration_seconds Array(UInt32) CODEC(ZSTD(1)),
    v_duration_counts  Array(UInt64) CODEC(ZSTD(1)),
    d_engaged_seconds  Array(UInt32) CODEC(ZSTD(1)),
    d_engaged_counts   Array(UInt64) CODEC(ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(day)
ORDER BY (site, dimension, day, build)
SETTINGS index_granularity = 1024, index_granularity_bytes = 262144, min_bytes_for_wide_part = 17179869184, old_parts_lifetime = 1/*embedded: durable*/;

-- The latest row of a site and day says whether its build counts. Day 1970-01-01 holds up to which row the site was looked through,
-- day 1970-01-02 from which build on builds count (RollupTables).
CREATE TABLE IF NOT EXISTS rollup_days
(
    site     UInt32,
    day      Date,
    build    UInt64,
    valid    UInt8,
    zone     String,
    currency String,
    seen     Map(UInt64, UInt64)
)
ENGINE = MergeTree
ORDER BY (site, day, build)
SETTINGS index_granularity = 8192/*embedded: durable*/;

-- The visits, views and daily visitor keys of the newest closed days, to be compared with those of rows that come (DayIds).
CREATE TABLE IF NOT EXISTS rollup_ids
(
    site  UInt32 CODEC(ZSTD(1)),
    day   Date CODEC(ZSTD(1)),
    build UInt64 CODEC(ZSTD(1)),
    id    UInt64 CODEC(NONE)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(day)
ORDER BY (site, day, build)
SETTINGS index_granularity = 8192, old_parts_lifetime = 1/*embedded: durable*/;

-- Finds the rows that came after a known one, of any node: the index of seq alone cannot, for the condition names both.
ALTER TABLE events ADD INDEX IF NOT EXISTS node_seq (node, seq) TYPE minmax GRANULARITY 1;
ALTER TABLE events MATERIALIZE INDEX IF EXISTS node_seq;
ALTER TABLE events DROP INDEX IF EXISTS seq_range
