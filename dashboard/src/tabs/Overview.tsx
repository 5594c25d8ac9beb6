/** One page that answers: how many, where from, which pages, where, on what, and did they convert. */
import { compared } from '../address/state';
import { useRange } from '../report/range';
import { useReport } from '../report/useAnswer';
import type { TabProps } from '.';
import { lazyWhenNear } from '../widgets/lazyWhenNear';
import { Events } from './overview/Events';
import { Goals } from './overview/Goals';
import { Headlines } from './overview/Headlines';
import { Lists } from './overview/Lists';
import { Places } from './overview/Places';
import type { Listed } from './overview/ValueList';

const Vitals = lazyWhenNear(() => import('./overview/Vitals').then((module) => module.Vitals));

const OfVisits = ['visitors', 'visits', 'bounce_rate'];

const Sources: Listed[] = [
  { dimension: 'channel', columns: OfVisits },
  { dimension: 'source', columns: OfVisits },
  { dimension: 'referrer', columns: OfVisits },
  { dimension: 'utm_campaign', columns: OfVisits },
  { dimension: 'utm_medium', columns: OfVisits },
  { dimension: 'utm_source', columns: OfVisits },
];

const Pages: Listed[] = [
  { dimension: 'page', columns: ['visitors', 'pageviews', 'dwell_time'] },
  { dimension: 'entry_page', columns: ['visitors', 'visits', 'bounce_rate'] },
  { dimension: 'exit_page', columns: ['visitors', 'exits'] },
  { dimension: 'title', columns: ['visitors', 'pageviews'] },
  { dimension: 'hostname', columns: ['visitors', 'pageviews'] },
];

const Devices: Listed[] = [
  { dimension: 'device', columns: OfVisits },
  { dimension: 'browser', columns: OfVisits },
  { dimension: 'os', columns: OfVisits },
  { dimension: 'screen', columns: OfVisits },
  { dimension: 'language', columns: OfVisits },
];

const Overview = ({ state, site }: TabProps) => {
  const overview = useReport(state, 'overview', compared(state));
  useRange(overview.value);
  return (
    <>
      <Headlines state={state} site={site} overview={overview} />
      <div class="pair">
        <Lists state={state} name="sources" title="sources" options={Sources} />
        <Lists state={state} name="pages" title="pages" options={Pages} />
        <Places state={state} />
        <div class="stack">
          <Lists state={state} name="devices" title="devices" options={Devices} />
          <Goals state={state} />
          <Events state={state} />
        </div>
      </div>
      <Vitals state={state} />
    </>
  );
};

export default Overview;
