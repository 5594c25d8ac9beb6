/** How many are here now, at the top of every tab; a link to the Live tab. */
import type { State } from '../address/state';
import { follow, linkTo } from '../address/useAddress';
import { t } from '../i18n/t';
import { number } from '../report/report';
import { useReport } from '../report/useAnswer';
import { useRepeated } from '../report/useRepeated';

/** In ms. */
const Every = 15_000;

export const LiveCount = ({ state }: { state: State }) => {
  const live = useReport(state, 'live', new URLSearchParams());
  useRepeated(live.again, Every);
  const now = number(live.value?.rows.find((row) => row['section'] === 'window' && row['minutes'] === 5), 'visitors');
  return now === null ? null : (
    <a class="live" href={linkTo({ tab: 'live' })} onClick={(event) => follow(event, { tab: 'live' })}>
      <span class={now ? 'pulse on' : 'pulse'} aria-hidden="true" />{t('live.now', { count: now })}
    </a>
  );
};
