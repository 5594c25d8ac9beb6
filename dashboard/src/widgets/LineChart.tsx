/** One line over time with the compared range as a dashed line; readable by pointer and by arrow keys, with a table twin. Runs from the right in right-to-left languages. */
import { scaleLinear, scalePoint } from 'd3-scale';
import { area, curveMonotoneX, line } from 'd3-shape';
import { useRef, useState } from 'preact/hooks';
import { isRightToLeft } from '../i18n/language';
import { tick } from '../i18n/format';
import { t } from '../i18n/t';
import { announce } from './announce';
import { useWidth } from './useWidth';

/* In a right-to-left page the "end" of a text is its left: text-anchor mirrors by itself. */
const Height = 260;
const AxisWidth = 52;
const Edge = 16;
const Top = 12;
const Bottom = 28;
/** Room for a label of the time axis. */
const LabelWidth = 76;

export interface Point {
  /** As the report writes it. */
  time: string;
  label: string;
  /** With the year and the day of the week, for reading aloud. */
  longLabel: string;
  now: number | null;
  before: number | null;
  /** The interval is not over yet: its value is not the last word. */
  running: boolean;
}

interface Props {
  points: Point[];
  /** What the numbers are. */
  title: string;
  unit: string;
  currency: string;
  show: (value: number | null) => string;
  /** A click, Enter, or the second tap on a point. */
  open?: (point: Point) => void;
}

/** Which of n labels to write so that at most `room` stand side by side; the last is always among them. */
const labelled = (n: number, room: number) => (index: number) => (n - 1 - index) % Math.max(1, Math.ceil(n / room)) === 0;

const topOf = (points: Point[], unit: string): number => {
  const known = points.flatMap(({ now, before }) => [now, before]).filter((value) => value !== null);
  return Math.max(...known, unit === 'count' ? 4 : unit === 'rate' ? 0.01 : 0.1);
};

export const LineChart = ({ points, title, unit, currency, show, open }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  const width = Math.max(280, useWidth(box));
  const [chosen, setChosen] = useState<number | null>(null);
  /** A finger cannot hover: its first tap on a point reads, the second opens. */
  const pointer = useRef('');
  const tapped = useRef<number | null>(null);
  const mirrored = isRightToLeft();
  const [first, end] = mirrored ? [width - AxisWidth, Edge] : [AxisWidth, width - Edge];

  const place = scalePoint<number>(points.map((_, index) => index), [first, end]);
  const x = (index: number) => place(index) ?? first;
  const y = scaleLinear([0, topOf(points, unit)], [Height - Bottom, Top]).nice(4);
  const named = labelled(points.length, Math.max(2, Math.floor((width - AxisWidth) / LabelWidth)));
  const drawn = (of: 'now' | 'before') =>
    line<Point>().defined((point) => point[of] !== null && !(of === 'now' && point.running)).x((_, index) => x(index)).y((point) => y(point[of] ?? 0)).curve(curveMonotoneX)(points) ?? '';
  const last = points.findIndex(({ running }) => running);
  const unfinished = last > 0 && [points[last - 1]!, points[last]!].every(({ now }) => now !== null) ? `M${x(last - 1)},${y(points[last - 1]!.now!)}L${x(last)},${y(points[last]!.now!)}` : '';
  const filled = area<Point>().defined((point) => point.now !== null && !point.running).x((_, index) => x(index)).y0(y(0)).y1((point) => y(point.now ?? 0)).curve(curveMonotoneX)(points) ?? '';

  const sentence = ({ longLabel, now, before }: Point) =>
    before === null ? t('chart.point', { time: longLabel, value: show(now) }) : t('chart.pointCompared', { time: longLabel, value: show(now), before: show(before) });
  const read = (index: number) => {
    const at = Math.max(0, Math.min(points.length - 1, index));
    setChosen(at);
    if (points[at]) {
      announce(`${title}, ${sentence(points[at])}`);
    }
  };
  const nearest = (event: MouseEvent) => {
    const within = event.clientX - box.current!.getBoundingClientRect().left;
    return Math.max(0, Math.min(points.length - 1, Math.round(((within - first) / (end - first)) * (points.length - 1))));
  };
  const click = (event: MouseEvent) => {
    const at = nearest(event);
    if (pointer.current === 'touch' && tapped.current !== at) {
      tapped.current = at;
      read(at);
    } else if (points[at]) {
      open?.(points[at]);
    }
  };
  const keys = (event: KeyboardEvent) => {
    const at = chosen ?? points.length - 1;
    const forward = mirrored ? 'ArrowLeft' : 'ArrowRight';
    const next = event.key === forward ? at + 1 : event.key === 'ArrowLeft' || event.key === 'ArrowRight' ? at - 1 : { Home: 0, End: points.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      read(next);
    } else if (event.key === 'Enter' && points[at]) {
      open?.(points[at]);
    }
  };
  const shown = chosen === null ? null : points[chosen];

  return (
    <div class="chartbox" ref={box}>
      <svg
        class={`chart line${open ? ' opens' : ''}`}
        viewBox={`0 0 ${width} ${Height}`}
        width={width}
        height={Height}
        tabindex={0}
        role="img"
        aria-label={t('chart.describe', { title })}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && read(chosen ?? points.length - 1)}
        onBlur={() => (setChosen(null), (tapped.current = null))}
        onPointerMove={(event) => setChosen(nearest(event))}
        onPointerLeave={() => setChosen(null)}
        onPointerDown={(event) => (pointer.current = event.pointerType)}
        onClick={click}
        onKeyDown={keys}
      >
        {y.ticks(4).map((value) => (
          <g key={value}>
            <line class="grid" x1={Math.min(first, end)} x2={Math.max(first, end)} y1={y(value)} y2={y(value)} />
            <text class="axis" x={mirrored ? first + 8 : first - 8} y={y(value) + 4} text-anchor="end">{tick(value, unit, currency)}</text>
          </g>
        ))}
        {points.map((point, index) => named(index) && (
          <text key={point.time} class="axis" x={x(index)} y={Height - 8} text-anchor={index < points.length - 1 || points.length === 1 ? 'middle' : 'end'}>{point.label}</text>
        ))}
        <path class="area" d={filled} />
        <path class="before" d={drawn('before')} />
        <path class="now" d={drawn('now')} />
        <path class="now running" d={unfinished} />
        {points.length === 1 && points[0]!.now !== null && <circle class="dot" r="5" cx={x(0)} cy={y(points[0]!.now)} />}
        {shown && <line class="cursor" x1={x(chosen!)} x2={x(chosen!)} y1={Top} y2={Height - Bottom} />}
        {shown && shown.now !== null && <circle class="dot" r="5" cx={x(chosen!)} cy={y(shown.now)} />}
      </svg>
      {shown && (
        <div class="readout" aria-hidden="true" style={{ left: `${Math.max(0, Math.min(width - 190, x(chosen!) > width / 2 ? x(chosen!) - 202 : x(chosen!) + 12))}px` }}>
          <span>{shown.longLabel}</span>
          <strong>{show(shown.now)}</strong>
          {shown.before !== null && <span>{t('chart.before', { value: show(shown.before) })}</span>}
        </div>
      )}
    </div>
  );
};
