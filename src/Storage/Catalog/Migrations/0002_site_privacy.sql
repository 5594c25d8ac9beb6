ALTER TABLE sites ADD COLUMN consent INTEGER NOT NULL DEFAULT 2; -- ConsentLevel
ALTER TABLE sites ADD COLUMN privacy_control INTEGER NOT NULL DEFAULT 1; -- PrivacyControlPolicy
ALTER TABLE sites ADD COLUMN excluded_referrers TEXT NOT NULL DEFAULT '[]'; -- JSON array
ALTER TABLE sites ADD COLUMN internal_networks TEXT NOT NULL DEFAULT '[]'; -- JSON array of keyed hashes, never of addresses
ALTER TABLE sites ADD COLUMN retention_months INTEGER NOT NULL DEFAULT 0; -- 0: for ever
