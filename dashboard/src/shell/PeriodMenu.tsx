/** The range of days: named ones with their keys, or two dates. */
import { useState } from 'preact/hooks';
import { type PeriodName, Periods, type State } from '../address/state';
import { go } from '../address/useAddress';
import { rangeLabel } from '../i18n/format';
import { t } from '../i18n/t';
import { Icon } from '../widgets/Icon';
import { Menu } from '../widgets/Menu';
import { PeriodKeys } from './keys';

const Dates = ({ state, done }: { state: State; done: () => void }) => {
  const [from, setFrom] = useState(state.from);
  const [to, setTo] = useState(state.to);
  return (
    <form
      class="dates"
      onSubmit={(event) => {
        event.preventDefault();
        const [first, last] = [from, to].sort() as [string, string];
        go({ period: '', from: first, to: last });
        done();
      }}
    >
      <label>{t('period.from')}<input type="date" required value={from} onInput={(event) => setFrom(event.currentTarget.value)} /></label>
      <label>{t('period.to')}<input type="date" required value={to} onInput={(event) => setTo(event.currentTarget.value)} /></label>
      <button type="submit" class="primary">{t('period.show')}</button>
    </form>
  );
};

export const PeriodMenu = ({ state }: { state: State }) => {
  const title = state.period ? t(`period.${state.period as PeriodName}`) : rangeLabel(state.from, state.to);
  return (
    <Menu class="period end" name={t('period.name', { period: title })} label={<><Icon name="calendar" /><span>{title}</span><Icon name="chevron" /></>}>
      {(close) => (
        <>
          {Periods.map((period) => (
            <button
              key={period}
              type="button"
              aria-current={period === state.period ? 'true' : undefined}
              onClick={() => {
                go({ period, from: '', to: '' });
                close();
              }}
            >
              {t(`period.${period}`)}<kbd aria-hidden="true">{PeriodKeys[period]}</kbd>
            </button>
          ))}
          <Dates state={state} done={close} />
        </>
      )}
    </Menu>
  );
};
