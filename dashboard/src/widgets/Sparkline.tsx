/** A line without axes, for the run of a number beside its value. */
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { isRightToLeft } from '../i18n/language';

const Width = 120;
const Height = 28;
const Edge = 2;

export const Sparkline = ({ values }: { values: number[] }) => {
  const ends = [Edge, Width - Edge];
  const x = scaleLinear([0, Math.max(1, values.length - 1)], isRightToLeft() ? ends.toReversed() : ends);
  const y = scaleLinear([0, Math.max(1, ...values)], [Height - Edge, Edge]);
  return (
    <svg class="spark" viewBox={`0 0 ${Width} ${Height}`} width={Width} height={Height} aria-hidden="true">
      <path d={line<number>((_, index) => x(index), (value) => y(value))(values) ?? ''} />
    </svg>
  );
};
