/** Where they drop out: a saved funnel or one that is being built. */
import { useRef } from 'preact/hooks';
import { compared, own } from '../address/state';
import { go } from '../address/useAddress';
import { type FunnelInfo, funnels as askFunnels, removeFunnel, reportCsv } from '../api';
import { t } from '../i18n/t';
import { useMay } from '../looking';
import { useAnswer, useReport } from '../report/useAnswer';
import { announce } from '../widgets/announce';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { Downloads } from '../widgets/Downloads';
import { Menu } from '../widgets/Menu';
import type { TabProps } from '.';
import { Builder } from './funnels/Builder';
import { DropOff } from './funnels/DropOff';
import { NoParameters, written } from './funnels/draft';
import { Split } from './funnels/Split';
import { Steps } from './funnels/Steps';
import { Trend } from './funnels/Trend';

/** In the parameter `edit`: a funnel that is not saved yet. */
const New = 'new';

interface SavedProps {
  saved: readonly FunnelInfo[];
  shown: FunnelInfo | null;
  site: string;
  changed: () => void;
}

const Saved = ({ saved, shown, site, changed }: SavedProps) => {
  const may = useMay('analyst');
  const remove = async (funnel: FunnelInfo) => {
    try {
      await removeFunnel(site, funnel.id);
      announce(t('funnel.deleted', { name: funnel.name }));
      go({ own: { funnel: [], at: [] } });
    } finally {
      changed();
    }
  };
  return (
    <>
      {saved.length > (shown ? 1 : 0) && (
        <select class="control" aria-label={t('funnel.choose')} value={shown ? String(shown.id) : ''} onChange={(event) => go({ own: { ...NoParameters, funnel: [event.currentTarget.value], at: [], edit: [] } })}>
          {!shown && <option value="">{t('funnel.unsaved')}</option>}
          {saved.map(({ id, name }) => <option key={id} value={String(id)}>{name}</option>)}
        </select>
      )}
      {may && <button type="button" class="control" onClick={() => go({ own: { edit: [shown ? String(shown.id) : New], at: [] } })}>{t('funnel.change')}</button>}
      {may && <button type="button" class="control" onClick={() => go({ own: { ...NoParameters, edit: [New], at: [] } })}>{t('funnel.new')}</button>}
      {may && shown && (
        <Menu class="end" label={t('funnel.delete')}>
          {(close) => (
            <>
              <p class="hint">{t('funnel.deleteSure', { name: shown.name })}</p>
              <button type="button" onClick={() => (close(), void remove(shown))}>{t('funnel.deleteYes')}</button>
            </>
          )}
        </Menu>
      )}
    </>
  );
};

const Funnels = ({ state }: TabProps) => {
  const drawing = useRef<HTMLDivElement>(null);
  const saved = useAnswer(`funnels ${state.site}`, (signal) => askFunnels(state.site, signal));
  const list = saved.value ?? [];
  const byHand = written(state);
  const may = useMay('analyst');
  const edit = may ? own(state, 'edit') || (saved.value && list.length === 0 ? New : '') : '';
  const named = list.find(({ id }) => String(id) === own(state, 'funnel')) ?? list[0] ?? null;
  const edited = list.find(({ id }) => String(id) === edit) ?? null;
  const chosen = byHand.steps.length > 0 ? null : edit === New ? null : (edited ?? named);

  const query = compared(state, chosen ? { funnel: String(chosen.id) } : {});
  byHand.steps.forEach((step) => query.append('step', step));
  if (byHand.steps.length > 0) {
    (['window', 'order', 'unit'] as const).forEach((name) => byHand[name] && query.set(name, byHand[name]));
  }
  const asks = byHand.steps.length > 0 || chosen !== null;
  const funnel = useReport(state, 'funnel', asks ? query : null);
  const at = Number(own(state, 'at'));
  // A list of people is not compared.
  const alone = new URLSearchParams(query);
  alone.delete('compare');
  return (
    <div class={edit ? 'funnels editing' : 'funnels'}>
      {edit && saved.value && <Builder key={edit} state={state} funnel={edited} changed={saved.again} />}
      <div class="stack">
        {(asks || saved.value === null) && (
          <Card
            title={chosen ? <bdi>{chosen.name}</bdi> : t(edit ? 'funnel.preview' : 'tab.funnels')}
            kind="funnel"
            tools={
              <>
                {!edit && saved.value && <Saved saved={list} shown={chosen} site={state.site} changed={saved.again} />}
                <Downloads title={t('tab.funnels')} file={`${state.site}-funnel`} drawing={drawing} report={funnel.value} csv={() => reportCsv(state.site, 'funnel', query)} />
              </>
            }
          >
            <Body answer={saved.error !== null && !asks ? { ...funnel, error: saved.error, again: saved.again } : funnel} skeleton="chart">{(report) => <Steps report={report} drawing={drawing} open={(step) => go({ own: { at: [String(step)] } })} />}</Body>
          </Card>
        )}
        {!edit && !asks && saved.value && <Card title={t('tab.funnels')} kind="funnel"><p class="empty">{t('funnel.none')}</p></Card>}
        {edit && !asks && saved.value && <Card title={t('funnel.preview')} kind="funnel"><p class="empty">{t('funnel.previewEmpty')}</p></Card>}
        {!edit && asks && <Trend state={state} query={query} funnel={funnel.value} />}
        {!edit && asks && <Split state={state} query={query} />}
      </div>
      {funnel.value && at >= 1 && at <= funnel.value.rows.length && <DropOff key={at} state={state} query={alone} funnel={funnel.value} step={at} close={() => go({ own: { at: [] } })} />}
    </div>
  );
};

export default Funnels;
