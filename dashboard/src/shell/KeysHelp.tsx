/** Which keys there are, and the switch that turns the single letters off. */
import { useState } from 'preact/hooks';
import { Periods } from '../address/state';
import { t } from '../i18n/t';
import { Modal } from '../widgets/Modal';
import { CompareKey, HelpKey, keysAreOn, PeriodKeys, switchKeys } from './keys';

export const KeysHelp = ({ close }: { close: () => void }) => {
  const [on, setOn] = useState(keysAreOn);
  const keys: [string, string][] = [
    ...Periods.map((period): [string, string] => [PeriodKeys[period], t(`period.${period}`)]),
    ['[', t('keys.earlier')],
    [']', t('keys.later')],
    [CompareKey, t('keys.compare')],
    [HelpKey, t('keys.help')],
  ];
  return (
    <Modal title={t('keys.title')} close={close} class="small">
      <dl class="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt><kbd>{key}</kbd></dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input type="checkbox" checked={on} onChange={() => (switchKeys(!on), setOn(!on))} />
        {t('keys.on')}
      </label>
    </Modal>
  );
};
