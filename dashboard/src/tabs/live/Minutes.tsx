/** Visitors of each of the last thirty minutes as bars, with a table twin. Runs from the right in right-to-left languages. */
import { scaleLinear } from 'd3-scale';
import { useRef } from 'preact/hooks';
import { format } from '../../i18n/format';
import { isRightToLeft } from '../../i18n/language';
import { t } from '../../i18n/t';
import { number, type Row } from '../../report/report';
import { TableTwin } from '../../widgets/TableTwin';
import { useWidth } from '../../widgets/useWidth';

const Height = 120;
const Top = 16;
const Bottom = 20;
const Gap = 2;

/** A minute by how long ago it began. */
const label = (row: Row): string => t('live.ago', { minutes: number(row, 'minutes') ?? 0 });

export const Minutes = ({ rows }: { rows: readonly Row[] }) => {
  const box = useRef<HTMLDivElement>(null);
  const width = Math.max(240, useWidth(box));
  const most = Math.max(1, ...rows.map((row) => number(row, 'visitors') ?? 0));
  const y = scaleLinear([0, most], [Height - Bottom, Top]);
  const slot = width / Math.max(1, rows.length);
  const x = (at: number) => (isRightToLeft() ? width - (at + 1) * slot : at * slot);
  const ends = [[rows[0], 0, 'start'], [rows.at(-1), width, 'end']] as const;
  return (
    <>
      <div class="chartbox" ref={box}>
        <svg class="chart minutes" viewBox={`0 0 ${width} ${Height}`} width={width} height={Height} role="img" aria-label={t('live.minutes')}>
          <text class="axis" x={isRightToLeft() ? width : 0} y={Top - 4} text-anchor="start">{format(most, 'count')}</text>
          <line class="grid" x1={0} x2={width} y1={y(most)} y2={y(most)} />
          {rows.map((row, at) => (
            <rect key={at} class="reached" x={x(at) + Gap / 2} y={y(number(row, 'visitors') ?? 0)} width={Math.max(1, slot - Gap)} height={y(0) - y(number(row, 'visitors') ?? 0)}>
              <title>{`${label(row)}: ${format(number(row, 'visitors'), 'count')}`}</title>
            </rect>
          ))}
          <line class="grid" x1={0} x2={width} y1={y(0)} y2={y(0)} />
          {ends.map(([row, end, anchor]) => row && <text key={anchor} class="axis" x={isRightToLeft() ? width - end : end} y={Height - 5} text-anchor={anchor}>{label(row)}</text>)}
        </svg>
      </div>
      <TableTwin heads={[t('live.when'), t('live.minutes')]} rows={rows.map((row) => [label(row), format(number(row, 'visitors'), 'count')])} />
    </>
  );
};
