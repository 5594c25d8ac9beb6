/** A filter of any dimension, written by hand; values are suggested from the shown range. */
import { useState } from 'preact/hooks';
import { type Operator, Operators, withFilter } from '../address/filters';
import { scope, type State } from '../address/state';
import { go } from '../address/useAddress';
import { t } from '../i18n/t';
import { Dimensions, dimensionTitle, valueLabel } from '../report/names';
import { text } from '../report/report';
import { useReport } from '../report/useAnswer';
import { Icon } from '../widgets/Icon';
import { Menu } from '../widgets/Menu';
import { OperatorTitles } from './FilterChips';

/** Suggested values. */
const Suggestions = 50;

const Form = ({ state, done }: { state: State; done: () => void }) => {
  const [dimension, setDimension] = useState<string>(Dimensions[0]);
  const [operator, setOperator] = useState<Operator>('==');
  const [value, setValue] = useState('');
  const suggested = useReport(state, 'breakdown', dimension === 'goal' ? null : scope(state, { by: dimension, metrics: 'visitors', limit: String(Suggestions) }));
  return (
    <form
      class="filterform"
      onSubmit={(event) => {
        event.preventDefault();
        go({ filters: withFilter(state.filters, { dimension, operator, value: value.trim() }) });
        done();
      }}
    >
      <label>{t('filter.dimension')}
        <select value={dimension} onChange={(event) => setDimension(event.currentTarget.value)}>
          {Dimensions.map((name) => <option key={name} value={name}>{dimensionTitle(name)}</option>)}
        </select>
      </label>
      <label>{t('filter.operator')}
        <select value={operator} onChange={(event) => setOperator(event.currentTarget.value as Operator)}>
          {Operators.map((name) => <option key={name} value={name}>{t(OperatorTitles[name])}</option>)}
        </select>
      </label>
      <label>{t('filter.value')}
        <input required dir="auto" list="filter-values" value={value} onInput={(event) => setValue(event.currentTarget.value)} />
      </label>
      <datalist id="filter-values">
        {suggested.value?.rows.map((row) => text(row, 'value')).filter(Boolean).map((name) => <option key={name} value={name}>{valueLabel(dimension, name)}</option>)}
      </datalist>
      <button type="submit" class="primary">{t('filter.add')}</button>
    </form>
  );
};

export const AddFilter = ({ state }: { state: State }) => (
  <Menu label={<><Icon name="filter" /><span>{t('filter')}</span></>}>{(close) => <Form state={state} done={close} />}</Menu>
);
