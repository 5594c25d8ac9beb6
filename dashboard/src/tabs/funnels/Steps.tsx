/** A funnel's answer: a sentence, the bars, and all numbers as a table. */
import type { RefObject } from 'preact';
import { format } from '../../i18n/format';
import { t } from '../../i18n/t';
import { useRange } from '../../report/range';
import { number, previous, type Report, text } from '../../report/report';
import { Explained } from '../../widgets/Explained';
import { Notes } from '../../widgets/Notes';
import { Scroll } from '../../widgets/Scroll';
import { FunnelChart } from './FunnelChart';
import { stepLabel } from './label';

interface Props {
  report: Report;
  drawing: RefObject<HTMLDivElement | null>;
  open: (step: number) => void;
}

const Heads = ['entered', 'wentOn', 'dropped', 'ofAll', 'ofBefore', 'median'] as const;

export const Steps = ({ report, drawing, open }: Props) => {
  useRange(report);
  const first = number(report.rows[0], 'entered') ?? 0;
  const last = report.rows.at(-1);
  const before = number(previous(last), 'rate_from_first');
  if (first === 0) {
    return <><p class="empty">{t('funnel.empty')}</p><Notes report={report} /></>;
  }
  return (
    <>
      <p class="summary">
        {t('funnel.summary', { share: format(number(last, 'rate_from_first'), 'rate'), reached: number(last, 'entered') ?? 0, all: first })}
        {before !== null && <span class="soft"> {t('funnel.summaryBefore', { share: format(before, 'rate') })}</span>}
      </p>
      <div ref={drawing}><FunnelChart report={report} open={open} /></div>
      <p class="legend"><span class="swatch reached" />{t('funnel.column.entered')}<span class="swatch lost" />{t('funnel.column.dropped')}{before !== null && <><span class="key then" />{t('legend.before')}</>}<span class="aside">{t('funnel.openHint')}</span></p>
      <Scroll label={t('funnel.numbers')}>
        <table class="steps">
          <thead>
            <tr>
              <th scope="col">{t('funnel.step')}</th>
              {Heads.map((head) => <th key={head} scope="col" class="n"><Explained title={t(`funnel.column.${head}`)} definition={t(`funnel.column.${head}.means`)} /></th>)}
              {before !== null && <th scope="col" class="n">{t('legend.before')}</th>}
            </tr>
          </thead>
          <tbody>
            {report.rows.map((row, index) => (
              <tr key={index}>
                <th scope="row"><span class="number">{format(index + 1, 'count')}</span><bdi>{stepLabel(text(row, 'name'))}</bdi></th>
                <td class="n">{format(number(row, 'entered'), 'count')}</td>
                <td class="n">{format(index < report.rows.length - 1 ? number(row, 'converted') : null, 'count')}</td>
                <td class="n">{format(index < report.rows.length - 1 ? number(row, 'dropped') : null, 'count')}</td>
                <td class="n">{format(number(row, 'rate_from_first'), 'rate')}</td>
                <td class="n">{format(index > 0 ? number(row, 'rate_from_previous') : null, 'rate')}</td>
                <td class="n">{format(index > 0 ? number(row, 'median_seconds') : null, 'seconds')}</td>
                {before !== null && <td class="n">{format(number(previous(row), 'rate_from_first'), 'rate')}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <Notes report={report} />
    </>
  );
};
