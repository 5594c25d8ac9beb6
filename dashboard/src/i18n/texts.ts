/** What reports bring in English and other languages say themselves. */

/** Columns by their stable names (docs/reports-api.md); another column keeps the report's own title. */
export type MetricName =
  | 'visitors' | 'visits' | 'pageviews' | 'events' | 'views_per_visit' | 'bounce_rate' | 'engagement_rate' | 'visit_duration' | 'visit_duration_median'
  | 'dwell_time' | 'dwell_median' | 'dwell_p75' | 'dwell_coverage' | 'entries' | 'exits' | 'entry_rate' | 'exit_rate' | 'conversions'
  | 'conversion_rate_visitors' | 'conversion_rate_visits' | 'conversion_rate_events' | 'revenue' | 'time';

export interface MetricText {
  title: string;
  definition: string;
}

export type MetricTexts = Readonly<Record<MetricName, MetricText>>;

/** Values that the collector itself gives (docs/channels.md, device kinds, screens), and notes by their code. */
export type ValueName =
  | 'Direct' | 'Cross-network' | 'Paid Shopping' | 'Paid Search' | 'Paid Social' | 'Paid Video' | 'Display' | 'Paid Other' | 'Organic Shopping' | 'Organic Social'
  | 'Organic Video' | 'AI Assistants' | 'Organic Search' | 'Email' | 'Affiliates' | 'Audio' | 'SMS' | 'Push' | 'Referral'
  | 'mobile' | 'tablet' | 'laptop' | 'desktop' | 'tv' | 'console' | 'car' | 'wearable' | 'bot' | 'note.visitor_days' | 'note.unidentified' | 'note.other_currencies'
  | 'note.durable_keys' | 'note.cookieless' | 'note.truncated' | 'note.running';

/** Words of time where browsers lack them or have Latin letters: units always, months and days (by their English short forms) where `Intl` does not know the language. */
export interface TimeTexts {
  units: Readonly<Record<'hour' | 'minute' | 'second', string>>;
  calendar?: Readonly<Record<string, string>>;
}

export type ValueTexts = Readonly<Record<ValueName, string>>;
