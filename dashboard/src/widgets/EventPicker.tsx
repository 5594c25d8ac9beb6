/** Chooses a page, an event or a goal; what the site has seen is suggested. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { own, scope, type State } from '../address/state';
import { go } from '../address/useAddress';
import { t } from '../i18n/t';
import { type Kind, Kinds, parsePattern, type Pattern, patternText } from '../report/pattern';
import { text } from '../report/report';
import { useReport } from '../report/useAnswer';

/** Suggested values of a kind. */
const Suggestions = 50;

/** How long after the last key the page follows, in ms. */
export const Pause = 400;

const Examples: Record<Kind, string> = { page: '/pricing*', event: 'Signup', goal: '', scroll: '75', engaged: '30' };

/** What inputs of a tab suggest; once on a tab. */
export const Suggested = ({ state }: { state: State }) => {
  const pages = useReport(state, 'breakdown', scope(state, { by: 'page', metrics: 'visitors', limit: String(Suggestions) }));
  const events = useReport(state, 'breakdown', scope(state, { by: 'event', metrics: 'visitors', limit: String(Suggestions) }));
  const goals = useReport(state, 'goals', scope(state));
  const lists = { page: [pages, 'value'], event: [events, 'value'], goal: [goals, 'name'] } as const;
  return (
    <>
      {Object.entries(lists).map(([kind, [answer, column]]) => (
        <datalist key={kind} id={`known-${kind}`}>{answer.value?.rows.map((row) => text(row, column)).filter(Boolean).map((value) => <option key={value} value={value} />)}</datalist>
      ))}
    </>
  );
};

interface Props {
  label: string;
  pattern: Pattern | null;
  /** What it is called when nothing is chosen; without it something must be. */
  otherwise?: string;
  change: (pattern: Pattern | null) => void;
}

export const EventPicker = ({ label, pattern, otherwise, change }: Props) => (
  <span class="picker" role="group" aria-label={label}>
    <select
      class="control"
      aria-label={t('event.kindOf', { what: label })}
      value={pattern?.kind ?? ''}
      onChange={(event) => change(event.currentTarget.value ? { kind: event.currentTarget.value as Kind, value: '', filters: pattern?.filters ?? [] } : null)}
    >
      {otherwise !== undefined && <option value="">{otherwise}</option>}
      {Kinds.map((kind) => <option key={kind} value={kind}>{t(`event.${kind}`)}</option>)}
    </select>
    {pattern && (
      <input
        class="control"
        dir="auto"
        spellcheck={false}
        autocomplete="off"
        list={`known-${pattern.kind}`}
        aria-label={t('event.valueOf', { what: label })}
        placeholder={Examples[pattern.kind]}
        value={pattern.value}
        onInput={(event) => change({ ...pattern, value: event.currentTarget.value })}
      />
    )}
  </span>
);

/** Calls after a pause, once for many changes; the first drawing is none. */
export const useAfterPause = (value: string, act: () => void): void => {
  const [acted, setActed] = useState(value);
  useEffect(() => {
    if (value === acted) {
      return;
    }
    const timer = setTimeout(() => {
      setActed(value);
      act();
    }, Pause);
    return () => clearTimeout(timer);
  }, [value]);
};

interface ParameterProps {
  state: State;
  /** The parameter of the address. */
  name: string;
  label: string;
  otherwise: string;
}

/** An event in a parameter of the tab. */
export const EventParameter = ({ state, name, label, otherwise }: ParameterProps) => {
  const address = own(state, name);
  const [pattern, setPattern] = useState(parsePattern(address));
  const sent = useRef(address);
  const written = pattern && pattern.value.trim() ? patternText({ ...pattern, value: pattern.value.trim() }) : '';
  useAfterPause(written, () => {
    sent.current = written;
    go({ own: { [name]: written ? [written] : [] } });
  });
  // Another way to change the address (back, a click on a stop) shows here too; what is being typed is left alone.
  useEffect(() => {
    if (address !== sent.current) {
      sent.current = address;
      setPattern(parsePattern(address));
    }
  }, [address]);
  return (
    <div class="choice">
      <span aria-hidden="true">{label}</span>
      <EventPicker label={label} pattern={pattern} otherwise={otherwise} change={setPattern} />
    </div>
  );
};
