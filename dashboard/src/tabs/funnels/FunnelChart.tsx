/** A bar a step: as high as the share that reached it, with what dropped above it; a click or Enter shows where those went. */
import { useRef } from 'preact/hooks';
import { format } from '../../i18n/format';
import { isRightToLeft } from '../../i18n/language';
import { t } from '../../i18n/t';
import { number, previous, type Report, type Row, text } from '../../report/report';
import { clipped } from '../../widgets/clipped';
import { useWidth } from '../../widgets/useWidth';
import { stepLabel } from './label';

const Height = 250;
const Top = 26;
const Bottom = 42;
const WidestBar = 240;
/** Of the room of a step. */
const BarPart = 0.62;
/** A narrower place of a step has its number only. */
const NarrowestName = 64;

interface Props {
  report: Report;
  open: (step: number) => void;
}

const rate = (row: Row | null | undefined): number => number(row, 'rate_from_first') ?? 0;

export const FunnelChart = ({ report, open }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  const width = Math.max(240, useWidth(box));
  const { rows } = report;
  const slot = width / rows.length;
  const bar = Math.min(WidestBar, slot * BarPart);
  const mirrored = isRightToLeft();
  const middle = (at: number) => (mirrored ? width - (at + 0.5) * slot : (at + 0.5) * slot);
  const y = (share: number) => Height - Bottom - share * (Height - Bottom - Top);
  return (
    <div class="chartbox" ref={box}>
      <svg class="chart funnelbars" viewBox={`0 0 ${width} ${Height}`} width={width} height={Height} role="group" aria-label={t('funnel.chart')}>
        {rows.slice(1).map((row, at) => {
          const side = mirrored ? -bar / 2 : bar / 2;
          return <path key={at} class="passage" d={`M${middle(at) + side},${y(rate(rows[at]))}L${middle(at + 1) - side},${y(rate(row))}V${y(0)}H${middle(at) + side}Z`} />;
        })}
        {rows.map((row, at) => {
          const x = middle(at) - bar / 2;
          const [share, before, then] = [rate(row), at > 0 ? rate(rows[at - 1]) : 1, previous(row)];
          const label = stepLabel(text(row, 'name'));
          const name = t('funnel.bar', { number: at + 1, step: label, entered: number(row, 'entered') ?? 0, share: format(share, 'rate'), dropped: number(row, 'dropped') ?? 0 });
          const act = () => open(at + 1);
          return (
            <g key={at} class="bargroup">
              {before > share && <rect class="lost" x={x} y={y(before)} width={bar} height={y(share) - y(before)} />}
              <rect class="reached" x={x} y={y(share)} width={bar} height={Math.max(1, y(0) - y(share))} />
              {then && <line class="then" x1={x - 5} x2={x + bar + 5} y1={y(rate(then))} y2={y(rate(then))} />}
              <text class="figure" x={middle(at)} y={y(share) - 9} text-anchor="middle">{slot > NarrowestName ? format(number(row, 'entered'), 'count') : ''}</text>
              <text class="axis strong" x={middle(at)} y={Height - 24} text-anchor="middle">{slot > NarrowestName ? format(share, 'rate') : format(at + 1, 'count')}</text>
              <text class="axis" x={middle(at)} y={Height - 7} text-anchor="middle">{slot > NarrowestName ? clipped(label, slot - 8) : ''}</text>
              <rect
                class="touch"
                x={middle(at) - slot / 2 + 2}
                y={2}
                width={slot - 4}
                height={Height - 4}
                rx="8"
                role="button"
                tabindex={0}
                aria-label={name}
                onClick={act}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' || event.key === ' ') {
                    event.preventDefault();
                    act();
                  }
                }}
              />
            </g>
          );
        })}
      </svg>
    </div>
  );
};
