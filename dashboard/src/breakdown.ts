/** A top list: a table whose first column carries a bar, and a click on a value filters the whole page. */
import { notes } from './card';
import { html, svg } from './dom';
import { format } from './format';
import { number, pick, type Report, text } from './report';

export const breakdown = (report: Report, columns: string[], empty: string, filter: (value: string) => void): Node => {
  if (report.rows.length === 0) {
    return html('p', { class: 'empty' }, empty);
  }
  const shown = pick(report, columns);
  const measure = shown[0]?.name ?? '';
  const most = Math.max(1, ...report.rows.map((row) => number(row, measure) ?? 0));
  const title = report.columns.find((column) => column.name === 'value')?.title ?? 'Value';
  const table = html(
    'table',
    { class: 'list' },
    html(
      'thead',
      {},
      html(
        'tr',
        {},
        html('th', { scope: 'col' }, title),
        ...shown.map((column) => html('th', { scope: 'col', class: 'n', title: column.definition }, column.title)),
      ),
    ),
    html(
      'tbody',
      {},
      ...report.rows.map((row) => {
        const value = text(row, 'value');
        return html(
          'tr',
          {},
          html(
            'th',
            { scope: 'row' },
            svg('svg', { class: 'bar', 'aria-hidden': 'true', preserveAspectRatio: 'none', viewBox: '0 0 100 1' }, svg('rect', { width: (100 * (number(row, measure) ?? 0)) / most, height: 1 })),
            html('button', { type: 'button', class: 'value', title: value ? `Only ${value}` : undefined, disabled: value === '', click: () => filter(value) }, value || '(not known)'),
          ),
          ...shown.map((column) => html('td', { class: 'n' }, format(number(row, column.name), column.unit, text(row, 'currency')))),
        );
      }),
    ),
  );
  const list = html('div', { class: 'scroll' }, table);
  const below = notes(report.notes);
  if (below) {
    list.append(below);
  }
  return list;
};
