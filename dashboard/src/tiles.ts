/** The headline numbers: one tile each, with its definition as a tooltip and the change against the period before. */
import { html } from './dom';
import { change, format, short } from './format';
import { number, pick, previous, type Report, text } from './report';

const Headline = ['visitors', 'visits', 'pageviews', 'views_per_visit', 'bounce_rate', 'visit_duration', 'dwell_time', 'revenue'];
/** Less is better here. */
const Downwards = new Set(['bounce_rate', 'exit_rate']);

export const tiles = (report: Report, metric: string, choose: (metric: string) => void): Node => {
  const row = report.rows[0] ?? report.totals ?? {};
  const before = previous(row) ?? previous(report.totals ?? {});
  const currency = text(row, 'currency');
  const items = pick(report, Headline)
    .filter((column) => column.name !== 'revenue' || number(row, 'revenue'))
    .map((column) => {
      const value = number(row, column.name);
      const difference = change(value, number(before, column.name));
      const better = difference && !difference.startsWith('±') && difference.startsWith('+') !== Downwards.has(column.name);
      const tip = `tip-${column.name}`;
      const coverage = column.name === 'dwell_time' ? number(row, 'dwell_coverage') : null;
      return html(
        'li',
        { class: 'tile' },
        html(
          'button',
          { type: 'button', 'aria-pressed': String(column.name === metric), 'aria-describedby': tip, click: () => choose(column.name) },
          html('span', { class: 'label' }, column.title),
          html('span', { class: 'value', title: format(value, column.unit, currency) }, short(value, column.unit, currency)),
          html(
            'span',
            { class: 'under' },
            difference && html('span', { class: better ? 'better' : 'worse' }, difference),
            difference && html('span', { class: 'unseen' }, ' against the period before'),
            coverage != null && html('span', { class: 'coverage' }, `${format(coverage, 'rate')} of views`),
          ),
        ),
        html('span', { class: 'tip', id: tip, role: 'tooltip' }, column.definition || column.title),
      );
    });
  return html('ul', { class: 'tiles' }, ...items);
};
