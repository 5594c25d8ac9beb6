-- How many rows of rollups a build has (0: not known, the build is made again), so that sums that were lost are not taken for zeros.
ALTER TABLE rollup_days ADD COLUMN IF NOT EXISTS sums UInt64 DEFAULT 0;

-- Whose events these are: the id that the catalog of the installation has. One row; another installation is refused (DatabaseOwner).
CREATE TABLE IF NOT EXISTS installation
(
    id    String,
    since DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = MergeTree
ORDER BY id
SETTINGS index_granularity = 8192/*embedded: durable*/;
