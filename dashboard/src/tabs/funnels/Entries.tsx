/** The list of a funnel's steps in the builder: written, moved, removed by keyboard or pointer. */
import { useRef } from 'preact/hooks';
import { type Operator, Operators, parseFilter, filterText } from '../../address/filters';
import { format } from '../../i18n/format';
import { t } from '../../i18n/t';
import type { Pattern } from '../../report/pattern';
import { dimensionTitle } from '../../report/names';
import { OperatorTitles } from '../../shell/FilterChips';
import { announce } from '../../widgets/announce';
import { EventPicker } from '../../widgets/EventPicker';
import { Icon } from '../../widgets/Icon';
import { type Entry, entry, type Role, Roles } from './draft';

/** Most conditions of one step. */
const MostFilters = 5;

const Property = 'prop.';

/** What an event can be asked for besides its properties. */
const Dimensions = ['country', 'device', 'browser', 'os', 'language', 'source', 'channel', 'utm_campaign', 'hostname', 'title'];

const Condition = ({ text, name, change, remove }: { text: string; name: string; change: (text: string) => void; remove: () => void }) => {
  const filter = parseFilter(text) ?? { dimension: Property, operator: '==' as Operator, value: '' };
  const ofProperty = filter.dimension.startsWith(Property);
  return (
    <span class="condition" role="group" aria-label={t('funnel.condition', { step: name })}>
      <select class="control" aria-label={t('filter.dimension')} value={ofProperty ? Property : filter.dimension} onChange={(event) => change(filterText({ ...filter, dimension: event.currentTarget.value === Property ? `${Property}plan` : event.currentTarget.value }))}>
        <option value={Property}>{t('funnel.property')}</option>
        {Dimensions.map((dimension) => <option key={dimension} value={dimension}>{dimensionTitle(dimension)}</option>)}
      </select>
      {ofProperty && <input class="control" dir="auto" aria-label={t('funnel.propertyName')} value={filter.dimension.slice(Property.length)} onInput={(event) => change(filterText({ ...filter, dimension: Property + event.currentTarget.value }))} />}
      <select class="control" aria-label={t('filter.operator')} value={filter.operator} onChange={(event) => change(filterText({ ...filter, operator: event.currentTarget.value as Operator }))}>
        {Operators.map((operator) => <option key={operator} value={operator}>{t(OperatorTitles[operator])}</option>)}
      </select>
      <input class="control" dir="auto" aria-label={t('filter.value')} value={filter.value} onInput={(event) => change(filterText({ ...filter, value: event.currentTarget.value.replace(/[[\]]/g, '') }))} />
      <button type="button" class="plain" aria-label={t('funnel.condition.remove')} onClick={remove}><Icon name="close" /></button>
    </span>
  );
};

interface Props {
  entries: Entry[];
  change: (entries: Entry[]) => void;
}

export const Entries = ({ entries, change }: Props) => {
  const list = useRef<HTMLOListElement>(null);
  const replace = (at: number, next: Partial<Entry>) => change(entries.map((one, index) => (index === at ? { ...one, ...next } : one)));
  const withFilters = (at: number, pattern: Pattern, filters: readonly string[]) => replace(at, { pattern: { ...pattern, filters } });
  const move = (at: number, by: number) => {
    const moved = [...entries];
    moved.splice(at + by, 0, ...moved.splice(at, 1));
    change(moved);
    announce(t('funnel.moved', { position: at + by + 1, all: entries.length }));
  };
  const remove = (at: number) => {
    change(entries.filter((_, index) => index !== at));
    announce(t('funnel.removed', { position: at + 1 }));
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('li .remove')[Math.max(0, at - 1)]?.focus());
  };
  return (
    <ol class="entries" ref={list}>
      {entries.map(({ key, role, pattern }, at) => {
        const name = t('funnel.stepNumber', { number: at + 1 });
        return (
          <li key={key} class={role}>
            <div class="entry">
              <span class="number" aria-hidden="true">{role === 'not' ? '×' : format(entries.slice(0, at + 1).filter((one) => one.role !== 'not').length, 'count')}</span>
              <EventPicker label={name} pattern={pattern} change={(next) => next && replace(at, { pattern: next })} />
            </div>
            {pattern.filters.map((filter, index) => (
              <Condition key={index} text={filter} name={name} change={(next) => withFilters(at, pattern, pattern.filters.map((old, place) => (place === index ? next : old)))} remove={() => withFilters(at, pattern, pattern.filters.filter((_, place) => place !== index))} />
            ))}
            <div class="entrytools">
              <select class="quiet" aria-label={t('funnel.roleOf', { step: name })} value={role} onChange={(event) => replace(at, { role: event.currentTarget.value as Role })}>
                {Roles.map((one) => <option key={one} value={one} disabled={one !== 'step' && (at === 0 || at === entries.length - 1)}>{t(`funnel.role.${one}`)}</option>)}
              </select>
              {pattern.filters.length < MostFilters && <button type="button" class="plain wide" onClick={() => withFilters(at, pattern, [...pattern.filters, `${Property}plan==`])}>{t('funnel.condition.add')}</button>}
              <span class="push" />
              <button type="button" class="plain up" disabled={at === 0} aria-label={t('funnel.up', { step: name })} onClick={() => move(at, -1)}><span aria-hidden="true">↑</span></button>
              <button type="button" class="plain" disabled={at === entries.length - 1} aria-label={t('funnel.down', { step: name })} onClick={() => move(at, 1)}><span aria-hidden="true">↓</span></button>
              <button type="button" class="plain remove" disabled={entries.length <= 2} aria-label={t('funnel.remove', { step: name })} onClick={() => remove(at)}><Icon name="close" /></button>
            </div>
          </li>
        );
      })}
      <li class="add">
        <button
          type="button"
          class="control"
          onClick={() => {
            change([...entries, entry('step', { kind: entries.at(-1)?.pattern.kind ?? 'page', value: '', filters: [] })]);
            requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('li:nth-last-child(2) select')?.focus());
          }}
        >
          {t('funnel.add')}
        </button>
      </li>
    </ol>
  );
};
