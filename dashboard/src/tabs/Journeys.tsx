/** The ways visits took: from a page or event on, or to one. */
import { useRef } from 'preact/hooks';
import { own, scope, type State } from '../address/state';
import { go } from '../address/useAddress';
import { reportCsv } from '../api';
import { format } from '../i18n/format';
import { t } from '../i18n/t';
import { useRange } from '../report/range';
import { number, type Report, text } from '../report/report';
import { useReport } from '../report/useAnswer';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { Choice, chosen } from '../widgets/Choice';
import { Downloads } from '../widgets/Downloads';
import { EventParameter, Suggested } from '../widgets/EventPicker';
import { Notes } from '../widgets/Notes';
import { Switch } from '../widgets/Switch';
import { TableTwin } from '../widgets/TableTwin';
import type { TabProps } from '.';
import { isEnd, stopLabel, stopPattern } from './journeys/label';
import { Sankey } from './journeys/Sankey';

const Ways = ['from', 'to'] as const;

const Steps = ['4', '2', '3', '5', '6', '7', '8'] as const;

const Tops = ['5', '10', '25'] as const;

/** Whole paths, or their first folders, so many. */
const Groups = ['0', '1', '2', '3'] as const;

const Nodes = ['pages', 'all'] as const;

/** What is asked; null while it is not known where the ways lead. */
const asked = (state: State): URLSearchParams | null => {
  const [way, at, depth] = [chosen(state, 'way', Ways), own(state, 'stop'), chosen(state, 'depth', Groups)];
  const query = scope(state, { steps: chosen(state, 'steps', Steps), top: chosen(state, 'top', Tops), nodes: chosen(state, 'nodes', Nodes) });
  if (depth !== '0') {
    query.set('group', 'folder');
    query.set('depth', depth);
  }
  if (at) {
    query.set(way === 'to' ? 'end' : 'start', at);
  }
  return way === 'to' && !at ? null : query;
};

const Flows = ({ report, backward, open }: { report: Report; backward: boolean; open: (label: string) => void }) => {
  const all = number(report.totals, 'visits') ?? 0;
  if (report.rows.length === 0 || all === 0) {
    return <p class="empty">{t('journeys.empty')}</p>;
  }
  return (
    <>
      <p class="summary">{t('journeys.all', { count: all })}</p>
      <Sankey report={report} backward={backward} open={open} />
      <TableTwin
        heads={[t('journeys.step'), t('journeys.from'), t('journeys.to'), t('journeys.count'), t('journeys.share')]}
        rows={report.rows.map((row) => [format(number(row, 'step'), 'count'), stopLabel(text(row, 'from')), stopLabel(text(row, 'to')), format(number(row, 'visits'), 'count'), format(number(row, 'share'), 'rate')])}
      />
      <Notes report={report} />
    </>
  );
};

const Journeys = ({ state }: TabProps) => {
  const drawing = useRef<HTMLDivElement>(null);
  const way = chosen(state, 'way', Ways);
  const query = asked(state);
  const journeys = useReport(state, 'journeys', query);
  useRange(journeys.value);
  const open = (label: string) => {
    if (!isEnd(label)) {
      go({ own: { stop: [stopPattern(label, own(state, 'depth') !== '')] } });
    }
  };
  return (
    <Card
      title={t('journeys.title')}
      kind="journeys"
      tools={
        <>
          <Switch label={t('journeys.way')} value={way} options={Ways.map((name) => [name, t(`journeys.way.${name}`)])} choose={(name) => go({ own: { way: name === Ways[0] ? [] : [name] } })} />
          {query && <Downloads title={t('tab.journeys')} file={`${state.site}-journeys`} drawing={drawing} report={journeys.value} csv={() => reportCsv(state.site, 'journeys', query)} />}
        </>
      }
    >
      <div class="fields">
        <EventParameter state={state} name="stop" label={t(`journeys.stop.${way}`)} otherwise={t(way === 'to' ? 'journeys.choose' : 'journeys.start')} />
        <Choice state={state} name="steps" label={t('journeys.steps')} options={Steps.map((steps) => [steps, format(Number(steps), 'count')])} />
        <Choice state={state} name="top" label={t('journeys.top')} options={Tops.map((top) => [top, format(Number(top), 'count')])} />
        <Choice state={state} name="depth" label={t('journeys.group')} options={Groups.map((depth) => [depth, depth === '0' ? t('journeys.pages') : t('journeys.folders', { count: Number(depth) })])} />
        <Choice state={state} name="nodes" label={t('journeys.nodes')} options={Nodes.map((nodes) => [nodes, t(`journeys.nodes.${nodes}`)])} />
      </div>
      <Suggested state={state} />
      <div ref={drawing}>
        {query ? <Body answer={journeys} skeleton="chart">{(report) => <Flows report={report} backward={way === 'to'} open={open} />}</Body> : <p class="empty">{t('journeys.chooseEnd')}</p>}
      </div>
    </Card>
  );
};

export default Journeys;
