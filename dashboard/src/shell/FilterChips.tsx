/** The filters that are on: each can be turned round and removed. */
import { opposite, type Operator, parseFilter, replaced } from '../address/filters';
import type { State } from '../address/state';
import { go } from '../address/useAddress';
import type { SegmentInfo } from '../api';
import type { Key } from '../i18n/language';
import { t } from '../i18n/t';
import { dimensionTitle, valueLabel } from '../report/names';
import { Icon } from '../widgets/Icon';

export const OperatorTitles: Record<Operator, Key> = { '==': 'filter.is', '!=': 'filter.isNot', '*=': 'filter.contains', '~=': 'filter.matches', '!~': 'filter.matchesNot' };

const Chip = ({ text, filters }: { text: string; filters: string[] }) => {
  const filter = parseFilter(text);
  const other = filter && opposite(filter);
  return (
    <li>
      {filter ? (
        <>
          <span class="dimension">{dimensionTitle(filter.dimension)}</span>
          {other ? (
            <button type="button" class="operator" title={t('filter.turn')} onClick={() => go({ filters: replaced(filters, text, other) })}>{t(OperatorTitles[filter.operator])}</button>
          ) : (
            <span>{t(OperatorTitles[filter.operator])}</span>
          )}
          <bdi>{valueLabel(filter.dimension, filter.value)}</bdi>
        </>
      ) : (
        <bdi>{text}</bdi>
      )}
      <button type="button" class="remove" aria-label={t('filter.remove', { filter: filter ? `${dimensionTitle(filter.dimension)} ${valueLabel(filter.dimension, filter.value)}` : text })} onClick={() => go({ filters: replaced(filters, text) })}>
        <Icon name="close" />
      </button>
    </li>
  );
};

export const FilterChips = ({ state, segments }: { state: State; segments: SegmentInfo[] }) => {
  const segment = segments.find(({ id }) => String(id) === state.segment);
  if (state.filters.length === 0 && !state.segment) {
    return null;
  }
  return (
    <ul class="chips" aria-label={t('filter.list')}>
      {state.segment && (
        <li class="segment">
          <span class="dimension">{t('segment')}</span>
          <bdi>{segment?.name ?? state.segment}</bdi>
          <button type="button" class="remove" aria-label={t('segment.leave')} onClick={() => go({ segment: '' })}><Icon name="close" /></button>
        </li>
      )}
      {state.filters.map((filter) => <Chip key={filter} text={filter} filters={state.filters} />)}
      {state.filters.length + (state.segment ? 1 : 0) > 1 && <li class="all"><button type="button" onClick={() => go({ filters: [], segment: '' })}>{t('filter.clear')}</button></li>}
    </ul>
  );
};
