/** What reports bring in English and other languages say themselves. */
import type { Plural } from './language';

/** Columns that mean the same in every report, by their stable names (docs/reports-api.md). */
export type MetricName =
  | 'visitors' | 'visits' | 'pageviews' | 'events' | 'views_per_visit' | 'bounce_rate' | 'engagement_rate' | 'visit_duration' | 'visit_duration_median'
  | 'dwell_time' | 'dwell_median' | 'dwell_p75' | 'dwell_coverage' | 'entries' | 'exits' | 'entry_rate' | 'exit_rate' | 'conversions'
  | 'conversion_rate_visitors' | 'conversion_rate_visits' | 'conversion_rate_events' | 'revenue'
  | 'scroll_depth' | 'scroll_25' | 'scroll_50' | 'scroll_75' | 'scroll_90' | 'time';

export interface ColumnText {
  title: string;
  definition: string;
}

export type MetricTexts = Readonly<Record<MetricName, ColumnText>>;

/** Columns that only one report has, or that mean something else in it. Those of attribution are in its own words, by model. */
interface OwnColumns {
  carts: 'last_step' | 'carts' | 'bought' | 'abandoned' | 'open' | 'abandonment_rate' | 'value' | 'since_cart_median' | 'visitor' | 'since_cart';
  costs: 'matched' | 'impressions' | 'clicks' | 'cost' | 'visits' | 'conversions' | 'revenue' | 'cpc' | 'cpm' | 'ctr' | 'cpa' | 'roas';
  engagement: 'visitors' | 'share' | 'visits' | 'pageviews' | 'since_seen' | 'revenue';
  filtered: 'hits' | 'share' | 'visits';
  funnel: 'entered' | 'converted' | 'dropped' | 'rate_from_previous' | 'rate_from_first' | 'median_seconds' | 'p90_seconds';
  funnel_next: 'dropped' | 'share';
  funnel_people: 'visitor' | 'began_at' | 'step_at' | 'deepest';
  funnel_trend: 'entered' | 'converted' | 'dropped' | 'rate_from_first' | 'median_seconds';
  goals: 'visitors' | 'visits' | 'revenue';
  journeys: 'step' | 'visits' | 'share';
  live: 'section' | 'value' | 'minutes' | 'visitors' | 'pageviews' | 'event' | 'source' | 'country' | 'device' | 'seconds_ago';
  page: 'share';
  retention: 'offset' | 'size' | 'returned' | 'rate' | 'revenue' | 'revenue_rate';
  revenue:
    | 'revenue' | 'sales' | 'refunded' | 'refunds' | 'orders' | 'items' | 'average_order' | 'buyers' | 'repeat_rate' | 'between_orders_median' | 'visitors'
    | 'revenue_per_visitor';
  rfm: 'buyers' | 'share' | 'orders' | 'revenue' | 'since_order_median' | 'recency' | 'frequency' | 'monetary' | 'since_order';
  vitals: 'views' | 'p75' | 'score' | 'good' | 'needs_improvement' | 'poor';
}

export type ReportTexts = { readonly [Report in keyof OwnColumns]: Readonly<Record<OwnColumns[Report], ColumnText>> };

/** Notes by their code; after the name of a report (or of its family: funnel) where the same code says something else there. */
export type NoteName =
  | 'visitor_days' | 'page.visitor_days' | 'funnel.visitor_days' | 'attribution.visitor_days' | 'unidentified' | 'privacy_control' | 'aggregate'
  | 'other_currencies' | 'costs.other_currencies' | 'revenue.other_currencies' | 'durable_keys' | 'revenue.durable_keys' | 'cookieless' | 'truncated'
  | 'truncated_visits' | 'costs_unfiltered' | 'running' | 'behaviour' | 'place_coverage' | 'rate';

export type NoteTexts = Readonly<Record<NoteName, string | Plural>>;

/** Values that the collector itself gives (docs/channels.md, device kinds, screens; docs/how-collector-decides.md: kinds of bots, reasons, what a place is known from). */
export type ValueName =
  | 'Direct' | 'Cross-network' | 'Paid Shopping' | 'Paid Search' | 'Paid Social' | 'Paid Video' | 'Display' | 'Paid Other' | 'Organic Shopping' | 'Organic Social'
  | 'Organic Video' | 'AI Assistants' | 'Organic Search' | 'Email' | 'Affiliates' | 'Audio' | 'SMS' | 'Push' | 'Referral'
  | 'mobile' | 'tablet' | 'laptop' | 'desktop' | 'tv' | 'console' | 'car' | 'wearable' | 'bot'
  | 'kind.crawler' | 'kind.ai-agent' | 'kind.monitor' | 'kind.headless' | 'kind.scanner' | 'kind.library' | 'kind.prefetch'
  | 'reason.internal-network' | 'reason.empty-agent' | 'reason.apple-mail-privacy' | 'reason.gmail-image-proxy' | 'reason.yahoo-mail-proxy' | 'reason.gmail-prefetch'
  | 'reason.ai-agent' | 'reason.monitor' | 'reason.headless' | 'reason.scanner' | 'reason.library' | 'reason.spider' | 'reason.isbot' | 'reason.prefetch'
  | 'reason.no-accept' | 'reason.no-language' | 'reason.hints-contradict' | 'reason.no-hints' | 'reason.datacentre' | 'reason.reclassed-from'
  | 'geo.header' | 'geo.mmdb' | 'geo.ranges' | 'geo.timezone';

/** Words of time where browsers lack them or have Latin letters: units always, months and days (by their English short forms) where `Intl` does not know the language. */
export interface TimeTexts {
  units: Readonly<Record<'day' | 'hour' | 'minute' | 'second' | 'millisecond', string>>;
  calendar?: Readonly<Record<string, string>>;
}

export type ValueTexts = Readonly<Record<ValueName, string>>;
