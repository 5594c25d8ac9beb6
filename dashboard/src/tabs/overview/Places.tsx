/** Countries on a map with their list, regions and cities; the map is loaded when this card is near the screen. */
import { useRef } from 'preact/hooks';
import { withFilter } from '../../address/filters';
import { type Compare, compared, own, type State } from '../../address/state';
import { go } from '../../address/useAddress';
import { reportCsv } from '../../api';
import { format } from '../../i18n/format';
import { t } from '../../i18n/t';
import { columnTitle, dimensionTitle } from '../../report/names';
import { number, text } from '../../report/report';
import { useReport } from '../../report/useAnswer';
import { Body } from '../../widgets/Body';
import { Card } from '../../widgets/Card';
import { Downloads } from '../../widgets/Downloads';
import { Switch } from '../../widgets/Switch';
import { lazyWhenNear } from '../../widgets/lazyWhenNear';
import { nothing, TopList } from '../../widgets/TopList';
import { ShowAll } from './ValueList';

const WorldMap = lazyWhenNear(() => import('../../widgets/WorldMap').then((module) => module.WorldMap));

const Options = ['country', 'region', 'city'];
const Columns = ['visitors', 'visits', 'bounce_rate'];

/** All countries are asked for, since the map shows all. */
const Most = 300;
/** Rows of the list. */
const Shown = 9;

export const Places = ({ state }: { state: State }) => {
  const drawing = useRef<HTMLDivElement>(null);
  const dimension = Options.find((option) => option === own(state, 'places')) ?? Options[0]!;
  const mapped = dimension === 'country';
  const asked = (limit: number) => compared(state, { by: dimension, limit: String(limit), metrics: Columns.join(',') });
  const list = useReport(state, 'breakdown', asked(mapped ? Most : Shown));
  const filter = (value: string) => go({ filters: withFilter(state.filters, { dimension, operator: '==', value }) });
  return (
    <Card
      title={t('places')}
      kind="places"
      tools={<Downloads title={dimensionTitle(dimension)} file={`${state.site}-${dimension}`} csv={() => reportCsv(state.site, 'breakdown', asked(10_000))} {...(mapped ? { drawing, report: list.value } : {})} />}
    >
      <Switch label={t('places')} value={dimension} options={Options.map((option) => [option, dimensionTitle(option)])} choose={(next) => go({ own: { places: [next] } })} />
      <Body answer={list}>
        {(report) => {
          const column = report.columns.find(({ name }) => name === Columns[0]);
          return (
            <>
              {mapped && report.rows.length > 0 && column && (
                <div ref={drawing}><WorldMap
                  numbers={new Map(report.rows.map((row) => [text(row, 'value'), number(row, column.name) ?? 0]))}
                  title={columnTitle(report, column)}
                  show={(value) => format(value, column.unit)}
                  filter={filter}
                /></div>
              )}
              <TopList report={{ ...report, rows: report.rows.slice(0, Shown) }} dimension={dimension} columns={Columns} empty={nothing(state.filters.length > 0)} filter={filter} compare={state.compare as Compare} />
              {report.rows.length >= (mapped ? Shown + 1 : Shown) && <ShowAll state={state} shown={{ dimension, columns: Columns }} />}
            </>
          );
        }}
      </Body>
    </Card>
  );
};
