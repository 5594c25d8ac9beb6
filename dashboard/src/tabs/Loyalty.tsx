/** Who buys and who comes back: groups of buyers, carts, and how often visitors return. */
import { useRange } from '../report/range';
import { scope } from '../address/state';
import { useReport } from '../report/useAnswer';
import type { TabProps } from '.';
import { Buyers } from './loyalty/Buyers';
import { Carts } from './loyalty/Carts';
import { Returning } from './loyalty/Returning';

const Loyalty = ({ state }: TabProps) => {
  const groups = useReport(state, 'rfm', scope(state));
  useRange(groups.value);
  return (
    <>
      <Buyers state={state} groups={groups} />
      <Carts state={state} />
      <Returning state={state} />
    </>
  );
};

export default Loyalty;
