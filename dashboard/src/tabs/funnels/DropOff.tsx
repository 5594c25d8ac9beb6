/** One step looked at closely: what those did next who dropped there, and who they are, as far as their keys may be known. */
import { useState } from 'preact/hooks';
import type { State } from '../../address/state';
import { reportCsv } from '../../api';
import { format, timeLabel } from '../../i18n/format';
import { t } from '../../i18n/t';
import { number, type Report, type Row, text } from '../../report/report';
import { useReport } from '../../report/useAnswer';
import { Body } from '../../widgets/Body';
import { Downloads } from '../../widgets/Downloads';
import { Modal } from '../../widgets/Modal';
import { Notes } from '../../widgets/Notes';
import { Scroll } from '../../widgets/Scroll';
import { Switch } from '../../widgets/Switch';
import { stepLabel } from './label';

/** People on a page of the list. */
const PageLength = 20;

const Groups = ['dropped', 'converted', 'entered'] as const;

interface Props {
  state: State;
  /** What the funnel's reports are asked with. */
  query: URLSearchParams;
  funnel: Report;
  /** Number of the step, from 1. */
  step: number;
  close: () => void;
}

const withMore = (query: URLSearchParams, more: Record<string, string>): URLSearchParams => {
  const all = new URLSearchParams(query);
  Object.entries(more).forEach(([name, value]) => all.set(name, value));
  return all;
};

const doing = (row: Row): string => (text(row, 'kind') === 'exit' ? t('funnel.left') : text(row, 'kind') === 'event' ? t('funnel.didEvent', { event: text(row, 'value') }) : text(row, 'value'));

const Next = ({ report }: { report: Report }) =>
  report.rows.length === 0 ? (
    <p class="empty">{t('funnel.noDrop')}</p>
  ) : (
    <table class="list">
      <thead><tr><th scope="col">{t('funnel.next')}</th><th scope="col" class="n">{t('funnel.column.dropped')}</th><th scope="col" class="n">{t('funnel.share')}</th></tr></thead>
      <tbody>
        {report.rows.map((row) => (
          <tr key={text(row, 'kind') + text(row, 'value')}>
            <th scope="row"><span class="fill" aria-hidden="true" style={{ inlineSize: `${100 * (number(row, 'share') ?? 0)}%` }} /><span class="value" dir="auto">{doing(row)}</span></th>
            <td class="n">{format(number(row, 'dropped'), 'count')}</td>
            <td class="n">{format(number(row, 'share'), 'rate')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );

const People = ({ report }: { report: Report }) => (
  <>
    {report.rows.length === 0 ? (
      <p class="empty">{t('funnel.nobody')}</p>
    ) : (
      <Scroll label={t('funnel.people')}>
        <table class="people">
          <thead><tr><th scope="col">{t('funnel.visitorKey')}</th><th scope="col">{t('funnel.began')}</th><th scope="col">{t('funnel.atStep')}</th><th scope="col" class="n">{t('funnel.deepest')}</th></tr></thead>
          <tbody>
            {report.rows.map((row, at) => (
              <tr key={at}>
                <th scope="row"><code dir="ltr">{text(row, 'visitor')}</code></th>
                <td>{timeLabel(text(row, 'began_at'), 'hour', true)}</td>
                <td>{timeLabel(text(row, 'step_at'), 'hour', true)}</td>
                <td class="n">{format(number(row, 'deepest'), 'count')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
    <Notes report={report} without={(code) => code === 'truncated'} />
  </>
);

export const DropOff = ({ state, query, funnel, step, close }: Props) => {
  const isLast = step === funnel.rows.length;
  const [who, setWho] = useState<(typeof Groups)[number]>(isLast ? 'converted' : 'dropped');
  const [offset, setOffset] = useState(0);
  const row = funnel.rows[step - 1];
  const next = useReport(state, 'funnel_next', isLast ? null : withMore(query, { at: String(step) }));
  const asked = withMore(query, { at: String(step), who, limit: String(PageLength), offset: String(offset) });
  // A shared link shows no lists of people.
  const people = useReport(state, 'funnel_people', state.share ? null : asked);
  return (
    <Modal title={t('funnel.drawer', { number: step, step: stepLabel(text(row, 'name')) })} close={close} class="drawer">
      {!isLast && (
        <>
          <p class="summary">{t('funnel.droppedOf', { dropped: number(row, 'dropped') ?? 0, entered: number(row, 'entered') ?? 0 })}</p>
          <section aria-label={t('funnel.next')}><Body answer={next}>{(report) => <Next report={report} />}</Body></section>
        </>
      )}
      {!state.share && (
        <>
          <div class="head">
            <h3>{t('funnel.people')}</h3>
            <div class="tools">
              <Switch label={t('funnel.people')} value={who} options={Groups.filter((group) => !isLast || group !== 'dropped').map((group) => [group, t(`funnel.who.${group}`)])} choose={(group) => (setOffset(0), setWho(group))} />
              <Downloads title={t('funnel.people')} file={`${state.site}-funnel-people`} csv={() => reportCsv(state.site, 'funnel_people', withMore(asked, { limit: '10000', offset: '0' }))} />
            </div>
          </div>
          <p class="hint small">{t('funnel.pseudonymous')}</p>
          <Body answer={people}>{(report) => <People report={report} />}</Body>
          <div class="pager">
            <button type="button" class="control" disabled={offset === 0} onClick={() => setOffset(offset - PageLength)}>{t('details.before')}</button>
            <button type="button" class="control" disabled={(people.value?.rows.length ?? 0) < PageLength} onClick={() => setOffset(offset + PageLength)}>{t('details.next')}</button>
          </div>
        </>
      )}
    </Modal>
  );
};
