/** Builds a funnel; the page beside it follows while it is written. */
import { useState } from 'preact/hooks';
import type { State } from '../../address/state';
import { go } from '../../address/useAddress';
import { type FunnelInfo, saveFunnel } from '../../api';
import { t } from '../../i18n/t';
import { announce } from '../../widgets/announce';
import { failureText } from '../../widgets/Body';
import { Card } from '../../widgets/Card';
import { Suggested, useAfterPause } from '../../widgets/EventPicker';
import { DefaultWindow, type Draft, draftOf, entryText, fault, NoParameters, Orders, parameters, Units, WindowUnits, written } from './draft';
import { Entries } from './Entries';

interface Props {
  state: State;
  /** The saved funnel that is changed; null for a new one. */
  funnel: FunnelInfo | null;
  /** After a change of the list. */
  changed: () => void;
}

const settingsOf = (name: string, draft: Draft) => ({ name, steps: draft.entries.map(entryText), window: draft.window, order: draft.order, unit: draft.unit });

const Rules = ({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) => {
  const [length, unit] = [draft.window.slice(0, -1), draft.window.slice(-1)];
  return (
    <div class="fields">
      <label class="choice">
        <span>{t('funnel.order')}</span>
        <select class="control" value={draft.order} onChange={(event) => change({ order: event.currentTarget.value })}>
          {Orders.map((order) => <option key={order} value={order}>{t(`funnel.order.${order}`)}</option>)}
        </select>
      </label>
      <div class="choice">
        <span aria-hidden="true">{t('funnel.window')}</span>
        <span class="window" role="group" aria-label={t('funnel.window')}>
          <input class="control" type="number" min="1" max="9999" required aria-label={t('funnel.window')} value={length} onInput={(event) => change({ window: event.currentTarget.value ? event.currentTarget.value + unit : DefaultWindow })} />
          <select class="control" aria-label={t('funnel.windowUnit')} value={unit} onChange={(event) => change({ window: length + event.currentTarget.value })}>
            {WindowUnits.map((one) => <option key={one} value={one}>{t(`funnel.window.${one}`)}</option>)}
          </select>
        </span>
      </div>
      <label class="choice">
        <span>{t('funnel.unit')}</span>
        <select class="control" value={draft.unit} onChange={(event) => change({ unit: event.currentTarget.value })}>
          {Units.map((one) => <option key={one} value={one}>{t(`funnel.unit.${one}`)}</option>)}
        </select>
      </label>
    </div>
  );
};

export const Builder = ({ state, funnel, changed }: Props) => {
  const [draft, setDraft] = useState(() => {
    const byHand = written(state);
    return draftOf(byHand.steps.length || !funnel ? byHand : funnel);
  });
  const [name, setName] = useState(funnel?.name ?? '');
  const [error, setError] = useState('');
  const wrong = fault(draft);
  const wished = parameters(draft);
  // An unfinished draft leaves the last good one shown.
  useAfterPause(wrong ? '' : JSON.stringify(wished), () => wrong ?? go({ own: { ...wished, at: [] } }, true));
  const save = async (id: number | null) => {
    try {
      const saved = await saveFunnel(state.site, id, settingsOf(name.trim(), draft));
      announce(t('funnel.saved', { name: saved.name }));
      changed();
      go({ own: { ...NoParameters, edit: [], funnel: [String(saved.id)] } });
    } catch (failure) {
      setError(failureText(failure));
    }
  };
  return (
    <Card title={t(funnel ? 'funnel.edit' : 'funnel.new')} kind="builder">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void (wrong ?? save(funnel?.id ?? null));
        }}
      >
        <Entries entries={draft.entries} change={(entries) => setDraft({ ...draft, entries })} />
        <Rules draft={draft} change={(part) => setDraft({ ...draft, ...part })} />
        <label class="choice">
          <span>{t('funnel.name')}</span>
          <input class="control" required maxLength={100} dir="auto" value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <p role="status" class={wrong ? 'hint small' : 'unseen'}>{wrong ? t(wrong) : t('funnel.ready')}</p>
        {error && <p class="failure" role="alert"><bdi>{error}</bdi></p>}
        <div class="buttons">
          <button type="submit" class="primary" disabled={wrong !== null}>{t('funnel.save')}</button>
          {funnel && <button type="button" class="control" disabled={wrong !== null || !name.trim()} onClick={() => void save(null)}>{t('funnel.saveNew')}</button>}
          <button type="button" class="control" onClick={() => go({ own: { ...NoParameters, edit: [] } })}>{t('funnel.cancel')}</button>
        </div>
      </form>
      <Suggested state={state} />
    </Card>
  );
};
