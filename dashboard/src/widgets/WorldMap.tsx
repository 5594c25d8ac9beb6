/** Countries shaded by a number; a click on one filters. The list beside it is its table twin, so the keyboard does not walk through 170 shapes. */
import { scaleSqrt } from 'd3-scale';
import { useState } from 'preact/hooks';
import { world } from '../api';
import { t } from '../i18n/t';
import { valueLabel } from '../report/names';
import { useAnswer } from '../report/useAnswer';
import { Body } from './Body';

/** Parts of the largest number whose colours stand in the legend. */
const Legend = [0.01, 0.1, 0.3, 0.6, 1];

interface Props {
  /** By ISO 3166 letters. */
  numbers: ReadonlyMap<string, number>;
  title: string;
  show: (value: number) => string;
  filter: (country: string) => void;
}

export const WorldMap = ({ numbers, title, show, filter }: Props) => {
  const outlines = useAnswer('world', world);
  const [pointed, setPointed] = useState<string | null>(null);
  const most = Math.max(1, ...numbers.values());
  const strength = scaleSqrt([0, most], [0.12, 1]);
  return (
    <Body answer={outlines} skeleton="chart">
      {({ width, height, countries, rest }) => (
        <div class="map">
          <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('map.describe', { title })} onPointerLeave={() => setPointed(null)}>
            <path class="land" d={rest} />
            {Object.entries(countries).map(([code, outline]) => {
              const value = numbers.get(code);
              return (
                <g key={code} onPointerEnter={() => setPointed(code)}>
                  <path class="land" d={outline} />
                  {value !== undefined && <path class="seen" d={outline} style={{ fillOpacity: String(strength(value)) }} onClick={() => filter(code)} />}
                </g>
              );
            })}
          </svg>
          <p class="legend">{show(0)}{Legend.map((part) => <span key={part} class="swatch" style={{ background: `color-mix(in srgb, var(--accent) ${Math.round(100 * strength(most * part))}%, var(--land))` }} />)}{show(most)}</p>
          <p class="pointed" aria-hidden="true">{pointed ? `${valueLabel('country', pointed)}: ${show(numbers.get(pointed) ?? 0)}` : '\u00a0'}</p>
        </div>
      )}
    </Body>
  );
};
