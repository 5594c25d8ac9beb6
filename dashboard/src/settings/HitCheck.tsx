/** Did we see a hit? Asks the live report every few seconds. */
import type { State } from '../address/state';
import { format } from '../i18n/format';
import { t } from '../i18n/t';
import { number, text } from '../report/report';
import { useReport } from '../report/useAnswer';
import { useRepeated } from '../report/useRepeated';
import { Body } from '../widgets/Body';

/** In ms. */
const Every = 3_000;

export const HitCheck = ({ state }: { state: State }) => {
  const live = useReport(state, 'live', new URLSearchParams({ feed: '1' }));
  useRepeated(live.again, Every);
  return (
    <Body answer={live}>
      {(report) => {
        const latest = report.rows.find((row) => row['section'] === 'feed');
        const half = report.rows.find((row) => row['section'] === 'window' && row['minutes'] === 30);
        const views = number(half, 'pageviews') ?? 0;
        return (
          <>
            <p role="status" class={views || latest ? 'status good' : 'status'}>{views || latest ? t('settings.seen', { count: views }) : t('settings.waiting')}</p>
            {latest && <p class="hint">{t('settings.latest', { event: text(latest, 'event'), page: text(latest, 'value'), ago: format(number(latest, 'seconds_ago'), 'seconds') })}</p>}
          </>
        );
      }}
    </Body>
  );
};
