/** The ways of visits as bands between columns of pages. One stop of the keyboard: the arrow keys walk from band to band, Enter starts from where it leads. */
import { useRef, useState } from 'preact/hooks';
import { format } from '../../i18n/format';
import { isRightToLeft } from '../../i18n/language';
import { t } from '../../i18n/t';
import type { Report } from '../../report/report';
import { announce } from '../../widgets/announce';
import { clipped } from '../../widgets/clipped';
import { Scroll } from '../../widgets/Scroll';
import { useWidth } from '../../widgets/useWidth';
import { isEnd, stopLabel } from './label';
import { type Flow, layout, type Stop } from './layout';

const Height = 440;
const Top = 6;
const BoxWidth = 9;
/** From this height of a stop on its number stands below its name. */
const TwoLines = 30;
/** A narrower column would leave no room for names: the drawing scrolls sideways instead. */
const NarrowestColumn = 150;
/** The last column's names have no column behind them. */
const LastColumn = 190;
/** Names are bold: wider letters. */
const Bold = 1.08;

interface Props {
  report: Report;
  backward: boolean;
  /** A click on a stop, Enter on a band. */
  open: (label: string) => void;
}

export const Sankey = ({ report, backward, open }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const room = useWidth(box);
  const { columns, flows } = layout(report.rows, backward, Height - 2 * Top);
  const width = Math.max(room, columns.length * NarrowestColumn);
  // The last column needs no more than room for its names.
  const slot = (width - LastColumn - BoxWidth) / Math.max(1, columns.length - 1);
  const height = Math.max(Height, ...columns.map((stops) => (stops.at(-1)?.y ?? 0) + (stops.at(-1)?.height ?? 0) + 2 * Top));
  const mirrored = isRightToLeft();
  const x = (column: number) => (mirrored ? width - column * slot - BoxWidth : column * slot);
  const band = ({ from, to, y0, y1 }: Flow) => {
    const [start, end] = mirrored ? [x(from.column), x(to.column) + BoxWidth] : [x(from.column) + BoxWidth, x(to.column)];
    const middle = (start + end) / 2;
    return `M${start},${Top + y0}C${middle},${Top + y0} ${middle},${Top + y1} ${end},${Top + y1}`;
  };
  const sentence = ({ from, to, visits, share }: Flow) => t('journeys.flow', { from: stopLabel(from.label), to: stopLabel(to.label), visits: t('journeys.visits', { count: visits }), share: format(share, 'rate') });
  const read = (index: number) => {
    const at = Math.max(0, Math.min(flows.length - 1, index));
    setChosen(at);
    announce(sentence(flows[at]!));
  };
  /** The largest band of another column. */
  const besides = (step: number): number => {
    const column = (flows[chosen ?? 0]?.from.column ?? 0) + step;
    const there = flows.filter(({ from }) => from.column === column);
    return there.length ? flows.indexOf(there.reduce((most, one) => (one.visits > most.visits ? one : most))) : (chosen ?? 0);
  };
  const keys = (event: KeyboardEvent) => {
    const at = chosen ?? 0;
    const forward = mirrored ? 'ArrowLeft' : 'ArrowRight';
    const next = event.key === 'ArrowLeft' || event.key === 'ArrowRight' ? besides(event.key === forward ? 1 : -1) : { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: flows.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      read(next);
    } else if (event.key === 'Enter' && chosen !== null) {
      open((backward ? flows[at]!.from : flows[at]!.to).label);
    }
  };
  const name = ({ column, label, visits, y, height: tall }: Stop) => (
    <>
      <text class="axis strong" x={mirrored ? x(column) - 6 : x(column) + BoxWidth + 6} y={Top + y + Math.min(tall / 2, 40) + (tall < TwoLines ? 4 : -3)} text-anchor="start">{clipped(tall < TwoLines ? `${stopLabel(label)} · ${format(visits, 'count')}` : stopLabel(label), ((column === columns.length - 1 ? LastColumn : slot - BoxWidth) - 12) / Bold)}</text>
      {tall >= TwoLines && <text class="axis" x={mirrored ? x(column) - 6 : x(column) + BoxWidth + 6} y={Top + y + Math.min(tall / 2, 40) + 12} text-anchor="start">{format(visits, 'count')}</text>}
    </>
  );
  const shown = chosen === null ? null : flows[chosen];
  return (
    <>
      <Scroll box={box}>
        <svg
          class="chart sankey"
          viewBox={`0 0 ${width} ${height}`}
          style={{ inlineSize: `${width}px` }}
          width={width}
          height={height}
          tabindex={0}
          role="img"
          aria-label={t('journeys.describe')}
          onFocus={(event) => event.currentTarget.matches(':focus-visible') && flows.length > 0 && read(chosen ?? 0)}
          onBlur={() => setChosen(null)}
          onPointerLeave={() => setChosen(null)}
          onKeyDown={keys}
        >
          {flows.map((flow, index) => <path key={index} class={`band${index === chosen ? ' chosen' : ''}${flow.to.label === 'exit' ? ' leaving' : ''}`} d={band(flow)} style={{ strokeWidth: `${flow.thickness}px` }} onPointerEnter={() => setChosen(index)} />)}
          {columns.flat().map((stop) => (
            <g key={`${stop.column} ${stop.label}`} class={isEnd(stop.label) ? `stop${stop.label === 'exit' ? ' leaving' : ''}` : 'stop opens'} onClick={() => open(stop.label)}>
              <title>{`${stopLabel(stop.label)}: ${t('journeys.visits', { count: stop.visits })}`}</title>
              <rect class={stop.label === 'exit' ? 'box leaving' : 'box'} x={x(stop.column)} y={Top + stop.y} width={BoxWidth} height={stop.height} rx="2" />
              {name(stop)}
            </g>
          ))}
        </svg>
      </Scroll>
      <p class="pointed" aria-hidden="true">{shown ? sentence(shown) : t('journeys.hint')}</p>
    </>
  );
};
