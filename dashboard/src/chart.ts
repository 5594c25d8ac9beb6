/** The main chart: one line over time with the period before as a dashed line, readable by keyboard, and its table twin. */
import { announce, html, svg } from './dom';
import { format, short, timeLabel } from './format';
import { type Column, number, previous, type Report, text } from './report';
import { labelled, ticks } from './scale';

const Height = 260;
const Left = 52;
const Right = 14;
const Top = 14;
const Bottom = 28;

interface Point {
  time: string;
  now: number | null;
  before: number | null;
}

/** Unbroken stretches of known values as an SVG path; unknown values leave a gap. */
const path = (values: (number | null)[], x: (index: number) => number, y: (value: number) => number): string => {
  let pen = 'M';
  return values
    .map((value, index) => {
      if (value == null) {
        pen = 'M';
        return '';
      }
      const step = `${pen}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = 'L';
      return step;
    })
    .join('');
};

export const chart = (report: Report, column: Column, interval: string, width: number): Node => {
  const points: Point[] = report.rows.map((row) => ({ time: text(row, 'time'), now: number(row, column.name), before: number(previous(row), column.name) }));
  const currency = text(report.rows[0] ?? {}, 'currency');
  const show = (value: number | null) => format(value, column.unit, currency);
  const known = points.flatMap((point) => [point.now, point.before]).filter((value) => value != null);
  const lines = ticks(Math.max(0, ...known), column.unit === 'count');
  const top = lines[lines.length - 1] ?? 1;

  const x = (index: number) => Left + (points.length < 2 ? (width - Left - Right) / 2 : (index * (width - Left - Right)) / (points.length - 1));
  const y = (value: number) => Height - Bottom - (value / top) * (Height - Top - Bottom);
  const named = labelled(points.length, Math.max(2, Math.floor((width - Left) / 74)));
  const line = path(points.map((point) => point.now), x, y);
  const whole = points.length > 1 && points.every((point) => point.now != null);

  const cursor = svg('line', { class: 'cursor', y1: Top, y2: Height - Bottom, visibility: 'hidden' });
  const dot = svg('circle', { class: 'dot', r: 5, visibility: 'hidden' });
  const readout = html('p', { class: 'readout' }, ' ');

  let chosen = points.length - 1;
  const point = (index: number, aloud: boolean): void => {
    chosen = Math.max(0, Math.min(points.length - 1, index));
    const at = points[chosen];
    if (!at) {
      return;
    }
    cursor.setAttribute('x1', String(x(chosen)));
    cursor.setAttribute('x2', String(x(chosen)));
    cursor.setAttribute('visibility', 'visible');
    dot.setAttribute('visibility', at.now == null ? 'hidden' : 'visible');
    dot.setAttribute('cx', String(x(chosen)));
    dot.setAttribute('cy', String(y(at.now ?? 0)));
    const sentence = `${timeLabel(at.time, interval, true)}: ${show(at.now)} ${column.title.toLowerCase()}${at.before == null ? '' : ` (before: ${show(at.before)})`}`;
    readout.textContent = sentence;
    if (aloud) {
      announce(sentence);
    }
  };
  const clear = (): void => {
    cursor.setAttribute('visibility', 'hidden');
    dot.setAttribute('visibility', 'hidden');
    readout.textContent = ' ';
  };

  const drawing = svg(
    'svg',
    {
      class: 'chart',
      viewBox: `0 0 ${width} ${Height}`,
      width,
      height: Height,
      tabindex: 0,
      role: 'img',
      'aria-label': `${column.title} from ${report.from} to ${report.to}. Arrow keys read the values one by one; the table below holds them all.`,
      focus: () => point(chosen, true),
      blur: clear,
      pointerleave: clear,
      pointermove: (event: PointerEvent) => {
        const share = (event.offsetX - Left) / Math.max(1, width - Left - Right);
        point(Math.round(share * (points.length - 1)), false);
      },
      keydown: (event: KeyboardEvent) => {
        const next = { ArrowLeft: chosen - 1, ArrowRight: chosen + 1, Home: 0, End: points.length - 1 }[event.key];
        if (next != null) {
          event.preventDefault();
          point(next, true);
        }
      },
    },
    ...lines.flatMap((value) => [
      svg('line', { class: 'grid', x1: Left, x2: width - Right, y1: y(value), y2: y(value) }),
      svg('text', { class: 'axis', x: Left - 8, y: y(value) + 4, 'text-anchor': 'end' }, short(value, column.unit, currency)),
    ]),
    ...points.flatMap((at, index) =>
      named.has(index)
        ? [svg('text', { class: 'axis', x: x(index), y: Height - 8, 'text-anchor': index === points.length - 1 && points.length > 1 ? 'end' : 'middle' }, timeLabel(at.time, interval))]
        : [],
    ),
    whole && svg('path', { class: 'area', d: `${line}L${x(points.length - 1)} ${y(0)}L${x(0)} ${y(0)}Z` }),
    svg('path', { class: 'before', d: path(points.map((at) => at.before), x, y) }),
    svg('path', { class: 'line', d: line }),
    points.length === 1 && points[0]!.now != null && svg('circle', { class: 'dot', r: 5, cx: x(0), cy: y(points[0]!.now) }),
    cursor,
    dot,
  );

  const compared = points.some((at) => at.before != null);
  return html(
    'div',
    {},
    readout,
    drawing,
    compared && html('p', { class: 'legend' }, html('span', { class: 'key now' }), 'this period', html('span', { class: 'key then' }), 'the period before'),
    html(
      'details',
      { class: 'twin' },
      html('summary', {}, 'The same as a table'),
      html(
        'table',
        {},
        html('thead', {}, html('tr', {}, html('th', { scope: 'col' }, 'Time'), html('th', { scope: 'col', class: 'n' }, column.title), compared && html('th', { scope: 'col', class: 'n' }, 'Before'))),
        html(
          'tbody',
          {},
          ...points.map((at) =>
            html('tr', {}, html('th', { scope: 'row' }, timeLabel(at.time, interval, true)), html('td', { class: 'n' }, show(at.now)), compared && html('td', { class: 'n' }, show(at.before))),
          ),
        ),
      ),
    ),
  );
};
