/** A step as people read it. */
import { parseFilter } from '../../address/filters';
import { t } from '../../i18n/t';
import { parsePattern } from '../../report/pattern';
import { dimensionTitle, valueLabel } from '../../report/names';
import { bare, roleOf } from './draft';

export const filterLabel = (text: string): string => {
  const filter = parseFilter(text);
  return filter ? `${dimensionTitle(filter.dimension)} ${filter.operator} ${valueLabel(filter.dimension, filter.value)}` : text;
};

/** Pages and events by themselves, the rest with its kind: "/pricing*", "Purchase (plan == pro)", "Goal: Signup". */
export const stepLabel = (text: string): string => {
  const pattern = parsePattern(bare(text));
  if (!pattern) {
    return text;
  }
  const name = pattern.kind === 'page' || pattern.kind === 'event' ? pattern.value : `${t(`event.${pattern.kind}`)}: ${pattern.value}`;
  const conditions = pattern.filters.length ? ` (${pattern.filters.map(filterLabel).join(', ')})` : '';
  return roleOf(text) === 'optional' ? t('funnel.maybe', { step: name + conditions }) : name + conditions;
};
