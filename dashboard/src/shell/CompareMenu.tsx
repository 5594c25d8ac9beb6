import { type Compare, Comparisons, type State } from '../address/state';
import { go } from '../address/useAddress';
import { t } from '../i18n/t';

export const CompareMenu = ({ state }: { state: State }) => (
  <select class="control" aria-label={t('compare.name')} value={state.compare} onChange={(event) => go({ compare: event.currentTarget.value as Compare })}>
    {Comparisons.map((compare) => <option key={compare} value={compare}>{t(`compare.${compare}`)}</option>)}
  </select>
);
