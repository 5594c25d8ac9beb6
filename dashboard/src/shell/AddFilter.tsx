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

/** In the list of dimensions: a property of events, whose name is asked for. */
const Property = 'prop.';

/** Without those of engagement beacons: Web Vitals are no properties of what anybody did. */
const namesAsked = (state: State): URLSearchParams => {
  const asked = scope(state, { by: 'property', metrics: 'visitors', limit: String(Suggestions) });
  asked.append('filter', 'event!=engagement');
  return asked;
};

const Form = ({ state, done }: { state: State; done: () => void }) => {
  const [chosen, setChosen] = useState<string>(Dimensions[0]);
  const [property, setProperty] = useState('');
  const dimension = chosen === Property ? Property + property.trim() : chosen;
  const names = useReport(state, 'breakdown', chosen === Property ? namesAsked(state) : null);
  const [operator, setOperator] = useState<Operator>('==');
  const [value, setValue] = useState('');
  const suggested = useReport(state, 'breakdown', dimension === 'goal' || dimension === Property ? null : scope(state, { by: dimension, metrics: 'visitors', limit: String(Suggestions) }));
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
        <select value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
          {Dimensions.map((name) => <option key={name} value={name}>{dimensionTitle(name)}</option>)}
          <option value={Property}>{t('property.any')}</option>
        </select>
      </label>
      {chosen === Property && (
        <label>{t('events.property')}
          <input required dir="auto" list="filter-names" maxLength={64} pattern="[^=!~*]+" value={property} onInput={(event) => setProperty(event.currentTarget.value)} />
          <datalist id="filter-names">{names.value?.rows.map((row) => text(row, 'value')).map((name) => <option key={name} value={name} />)}</datalist>
        </label>
      )}
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
