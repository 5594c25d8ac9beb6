/** The latest events, the newest first; a click on a page shows today's numbers of it. */
import { format } from '../../i18n/format';
import { t } from '../../i18n/t';
import { dimensionTitle, valueLabel } from '../../report/names';
import { number, type Row, text } from '../../report/report';
import { Sideways } from '../../widgets/Sideways';

const Dimensions = ['source', 'country', 'device'] as const;

export const Feed = ({ rows, show }: { rows: readonly Row[]; show: (dimension: string, value: string) => void }) => (
  <Sideways label={t('live.feed')}>
    <table class="numbers feed">
      <thead>
        <tr>
          <th scope="col">{dimensionTitle('page')}</th>
          <th scope="col">{t('live.what')}</th>
          {Dimensions.map((dimension) => <th key={dimension} scope="col">{dimensionTitle(dimension)}</th>)}
          <th scope="col" class="n">{t('live.when')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => {
          const [page, event] = [text(row, 'value'), text(row, 'event')];
          return (
            <tr key={at}>
              <th scope="row"><button type="button" class="value" dir="auto" onClick={() => show('page', page)}>{valueLabel('page', page)}</button></th>
              <td>{event === 'pageview' ? t('live.view') : <button type="button" class="link" dir="auto" onClick={() => show('event', event)}>{event}</button>}</td>
              {Dimensions.map((dimension) => <td key={dimension}><bdi>{valueLabel(dimension, text(row, dimension))}</bdi></td>)}
              <td class="n">{format(number(row, 'seconds_ago'), 'seconds')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  </Sideways>
);
