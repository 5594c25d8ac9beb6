/** A step as people read it. */
import { t } from '../../i18n/t';
import { parsePattern } from '../../report/pattern';
import { filterLabel } from '../../report/names';
import { bare, roleOf } from './draft';

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
