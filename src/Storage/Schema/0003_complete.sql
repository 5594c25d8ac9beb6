-- Two migrations were edited after some databases had run them: what those databases lack is added here. Landed migrations are frozen
-- since (tests/Storage.Tests/Schema/FrozenMigrationsTests.cs).
ALTER TABLE rollups
    ADD COLUMN IF NOT EXISTS h_privacy_control UInt64 CODEC(T64, ZSTD(1)) AFTER h_unidentified,
    ADD COLUMN IF NOT EXISTS h_aggregate UInt64 CODEC(T64, ZSTD(1)) AFTER h_privacy_control,
    ADD COLUMN IF NOT EXISTS h_visits UInt64 CODEC(T64, ZSTD(1)) AFTER h_aggregate;

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
