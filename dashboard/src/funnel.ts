/** The funnel: each step with what entered, the share of the first step as a bar, and what was lost on the way. */
import { notes } from './card';
import { html, svg } from './dom';
import { format } from './format';
import { number, type Report, text } from './report';

export const funnel = (report: Report): Node => {
  const first = number(report.rows[0], 'entered') ?? 0;
  if (first === 0) {
    return html('p', { class: 'empty' }, 'Nobody took the first step in this period.');
  }
  const last = report.rows[report.rows.length - 1];
  const rows = report.rows.map((row, index) => {
    const entered = number(row, 'entered') ?? 0;
    return html(
      'tr',
      {},
      html('th', { scope: 'row' }, html('span', { class: 'number' }, index + 1), text(row, 'name')),
      html(
        'td',
        { class: 'bars' },
        svg('svg', { class: 'bar', 'aria-hidden': 'true', preserveAspectRatio: 'none', viewBox: '0 0 100 1' }, svg('rect', { width: (100 * entered) / first, height: 1 })),
      ),
      html('td', { class: 'n' }, format(entered, 'count')),
      html('td', { class: 'n' }, format(number(row, 'rate_from_first'), 'rate')),
      html('td', { class: 'n' }, index === 0 ? '' : format(number(row, 'rate_from_previous'), 'rate')),
      html('td', { class: 'n' }, index === 0 ? '' : format(number(row, 'median_seconds'), 'seconds')),
    );
  });
  return html(
    'div',
    { class: 'scroll' },
    html('p', { class: 'summary' }, html('strong', {}, format(last ? number(last, 'rate_from_first') : null, 'rate')), ` of those who began reached the last step (${format(last ? number(last, 'entered') : null, 'count')} of ${format(first, 'count')}).`),
    html(
      'table',
      { class: 'steps' },
      html(
        'thead',
        {},
        html(
          'tr',
          {},
          html('th', { scope: 'col' }, 'Step'),
          html('td', {}),
          html('th', { scope: 'col', class: 'n' }, 'Reached'),
          html('th', { scope: 'col', class: 'n', title: 'Of those who took the first step' }, 'Of all'),
          html('th', { scope: 'col', class: 'n', title: 'Of those who took the step before' }, 'Of step before'),
          html('th', { scope: 'col', class: 'n', title: 'Median time since the step before' }, 'Median time'),
        ),
      ),
      html('tbody', {}, ...rows),
    ),
    notes(report.notes),
  );
};

/** The builder: steps as text, one a line. */
export const builder = (steps: string[], show: (steps: string[]) => void): HTMLElement => {
  const status = html('p', { role: 'status', class: 'status' });
  const input = html('textarea', { id: 'steps', rows: 4, spellcheck: 'false', 'aria-describedby': 'steps-help' });
  input.value = (steps.length ? steps : ['page:/product*', 'event:AddToCart', 'event:Purchase']).join('\n');
  return html(
    'form',
    {
      class: 'builder',
      submit: (event: SubmitEvent) => {
        event.preventDefault();
        const lines = input.value.split('\n').map((line) => line.trim()).filter(Boolean);
        if (lines.length < 2 || lines.length > 12 || !lines.every((line) => /^(page|event):./.test(line))) {
          status.textContent = 'Write 2 to 12 steps, one a line, each beginning with page: or event:';
          input.focus();
          return;
        }
        status.textContent = '';
        show(lines);
      },
    },
    html('label', { for: 'steps' }, 'Steps'),
    html('p', { id: 'steps-help', class: 'help' }, 'One a line: page:/pricing*, event:Signup. The order counts, within one day per visitor.'),
    input,
    html('button', { type: 'submit' }, 'Show funnel'),
    status,
  );
};
