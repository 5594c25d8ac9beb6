/** What visitors did besides looking at pages: events, links that led away, downloads, missing pages, and any property of events. */
import type { Filter } from '../../address/filters';
import { own, scope, type State } from '../../address/state';
import { go } from '../../address/useAddress';
import { t } from '../../i18n/t';
import { dimensionTitle } from '../../report/names';
import { text } from '../../report/report';
import { useReport } from '../../report/useAnswer';
import { Body } from '../../widgets/Body';
import { Card } from '../../widgets/Card';
import { Switch } from '../../widgets/Switch';
import { type Listed, ListDownloads, ValueList } from './ValueList';

const Columns = ['events', 'visitors'];

/** Names of properties that are offered. */
const MostNames = 200;

const is = (dimension: string, value: string): Filter => ({ dimension, operator: '==', value });
const isNot = (dimension: string, value: string): Filter => ({ dimension, operator: '!=', value });

/** Web Vitals ride on engagement beacons as properties; they have a card of their own. */
const OfEvents = isNot('event', 'engagement');

const Names = ['event', 'outbound', 'download', 'missing', 'property'] as const;

type Name = (typeof Names)[number];

/** Outbound links, downloads and missing pages as the script sends them (docs/snippet.md). */
const listed = (name: Exclude<Name, 'property'>): Listed =>
  ({
    event: { dimension: 'event', columns: Columns, never: [isNot('event', 'pageview')] },
    outbound: { dimension: 'prop.url', columns: Columns, only: [is('event', 'Outbound')], title: t('events.outbound') },
    download: { dimension: 'prop.url', columns: Columns, only: [is('event', 'Download')], title: t('events.download') },
    missing: { dimension: 'page', columns: ['pageviews', 'visitors'], only: [is('prop.status', '404')], title: t('events.missing') },
  })[name];

const ofProperty = (name: string): Listed => ({ dimension: `prop.${name}`, columns: Columns, never: [OfEvents] });

const titleOf = (name: Name): string => (name === 'event' || name === 'property' ? dimensionTitle(name) : t(`events.${name}`));

const Property = ({ state }: { state: State }) => {
  const asked = scope(state, { by: 'property', metrics: 'events', limit: String(MostNames) });
  asked.append('filter', 'event!=engagement');
  const names = useReport(state, 'breakdown', asked);
  return (
    <Body answer={names}>
      {(report) => {
        const known = report.rows.map((row) => text(row, 'value'));
        const chosen = known.find((name) => name === own(state, 'property')) ?? known[0];
        return chosen === undefined ? (
          <p class="empty">{t('events.noProperty')}</p>
        ) : (
          <>
            <select class="control chooser" dir="auto" aria-label={t('events.property')} value={chosen} onChange={(event) => go({ own: { property: [event.currentTarget.value] } })}>
              {known.map((name) => <option key={name} value={name}>{name}</option>)}
            </select>
            <ValueList state={state} shown={ofProperty(chosen)} />
          </>
        );
      }}
    </Body>
  );
};

export const Events = ({ state }: { state: State }) => {
  const name = Names.find((one) => one === own(state, 'events')) ?? Names[0];
  const shown = name === 'property' ? (own(state, 'property') ? ofProperty(own(state, 'property')) : null) : listed(name);
  return (
    <Card title={t('events')} kind="events" tools={shown && <ListDownloads state={state} shown={shown} />}>
      <Switch label={t('events')} value={name} options={Names.map((one) => [one, titleOf(one)])} choose={(next) => go({ own: { events: [next] } })} />
      {name === 'property' ? <Property state={state} /> : <ValueList key={name} state={state} shown={listed(name)} />}
    </Card>
  );
};
