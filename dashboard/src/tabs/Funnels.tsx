/** Where they drop out: a saved funnel or steps written by hand. */
import { useState } from 'preact/hooks';
import { scope, type State } from '../address/state';
import { go } from '../address/useAddress';
import { funnels as askFunnels } from '../api';
import { format } from '../i18n/format';
import { t } from '../i18n/t';
import { number, type Report, text } from '../report/report';
import { useAnswer, useReport } from '../report/useAnswer';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { Notes } from '../widgets/Notes';
import type { TabProps } from '.';

const Example = ['page:/product*', 'event:AddToCart', 'event:Purchase'];

const isStep = (line: string): boolean => /^(page|event|scroll|engaged|goal):./.test(line);

const Builder = ({ state }: { state: State }) => {
  const [lines, setLines] = useState((state.own['step'] ?? Example).join('\n'));
  const [wrong, setWrong] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    const steps = lines.split('\n').map((line) => line.trim()).filter(Boolean);
    const good = steps.length >= 2 && steps.length <= 12 && steps.every(isStep);
    setWrong(!good);
    if (good) {
      go({ own: { step: steps } });
    }
  };
  return (
    <form class="builder" onSubmit={submit}>
      <label for="steps">{t('funnel.steps')}</label>
      <p id="steps-help" class="hint">{t('funnel.help')}</p>
      <textarea id="steps" rows={4} spellcheck={false} dir="ltr" aria-describedby="steps-help" value={lines} onInput={(event) => setLines(event.currentTarget.value)} />
      <button type="submit" class="primary">{t('funnel.show')}</button>
      <p role="status" class="failure">{wrong && t('funnel.wrong')}</p>
    </form>
  );
};

const Steps = ({ report }: { report: Report }) => {
  const first = number(report.rows[0], 'entered') ?? 0;
  const last = report.rows.at(-1);
  if (first === 0) {
    return <p class="empty">{t('funnel.empty')}</p>;
  }
  return (
    <>
      <p class="summary">{t('funnel.summary', { share: format(number(last, 'rate_from_first'), 'rate'), reached: number(last, 'entered') ?? 0, all: first })}</p>
      <table class="steps">
        <thead>
          <tr>
            <th scope="col">{t('funnel.step')}</th>
            <td />
            {(['funnel.reached', 'funnel.ofAll', 'funnel.ofBefore', 'funnel.median'] as const).map((head) => <th key={head} scope="col" class="n">{t(head)}</th>)}
          </tr>
        </thead>
        <tbody>
          {report.rows.map((row, index) => (
            <tr key={index}>
              <th scope="row"><span class="number">{format(index + 1, 'count')}</span><bdi>{text(row, 'name')}</bdi></th>
              <td class="bars" aria-hidden="true"><span class="bar" style={{ inlineSize: `${(100 * (number(row, 'entered') ?? 0)) / first}%` }} /></td>
              <td class="n">{format(number(row, 'entered'), 'count')}</td>
              <td class="n">{format(number(row, 'rate_from_first'), 'rate')}</td>
              <td class="n">{index > 0 && format(number(row, 'rate_from_previous'), 'rate')}</td>
              <td class="n">{index > 0 && format(number(row, 'median_seconds'), 'seconds')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Notes notes={report.notes} />
    </>
  );
};

const Funnels = ({ state }: TabProps) => {
  const saved = useAnswer(`funnels ${state.site}`, (signal) => askFunnels(state.site, signal));
  const steps = state.own['step'] ?? [];
  const chosen = steps.length ? null : (saved.value?.[0] ?? null);
  const query = scope(state, chosen ? { funnel: String(chosen.id) } : {});
  steps.forEach((step) => query.append('step', step));
  const funnel = useReport(state, 'funnel', steps.length || chosen ? query : null);
  return (
    <Card title={chosen?.name ?? t('tab.funnels')} kind="funnel">
      {(steps.length > 0 || chosen) && <Body answer={funnel}>{(report) => <Steps report={report} />}</Body>}
      <Builder key={steps.join('\n')} state={state} />
    </Card>
  );
};

export default Funnels;
