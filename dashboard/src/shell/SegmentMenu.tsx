/** Saved sets of filters: choose one, or save the filters that are on. */
import { useState } from 'preact/hooks';
import type { State } from '../address/state';
import { go } from '../address/useAddress';
import { addSegment, removeSegment, type SegmentInfo } from '../api';
import { t } from '../i18n/t';
import { useMay } from '../looking';
import { announce } from '../widgets/announce';
import { failureText } from '../widgets/Body';
import { ConfirmButton } from '../widgets/ConfirmButton';
import { Icon } from '../widgets/Icon';
import { Menu } from '../widgets/Menu';

interface Props {
  state: State;
  segments: SegmentInfo[];
  /** After a change of the list. */
  changed: () => void;
}

const Save = ({ state, segments, changed, close }: Props & { close: () => void }) => {
  const [name, setName] = useState('');
  const [error, setError] = useState('');
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      const base = segments.find(({ id }) => String(id) === state.segment);
      const added = await addSegment(state.site, name.trim(), [...(base ? [`segment==${base.name}`] : []), ...state.filters]);
      changed();
      close();
      announce(t('segment.saved', { name: added.name }));
      go({ segment: String(added.id), filters: [] });
    } catch (failure) {
      setError(failureText(failure));
    }
  };
  return (
    <form onSubmit={save}>
      <label>{t('segment.name')}<input required maxLength={100} dir="auto" value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
      {error && <p class="failure" role="alert"><bdi>{error}</bdi></p>}
      <button type="submit" class="primary">{t('segment.save')}</button>
    </form>
  );
};

export const SegmentMenu = ({ state, segments, changed }: Props) => {
  const may = useMay('analyst');
  const [error, setError] = useState('');
  const remove = async ({ id }: SegmentInfo) => {
    try {
      setError('');
      await removeSegment(state.site, id);
      announce(t('segment.removed'));
      if (state.segment === String(id)) {
        go({ segment: '' });
      }
    } catch (failure) {
      setError(failureText(failure));
    } finally {
      changed();
    }
  };
  return (
    <Menu label={<><Icon name="segment" /><span>{t('segments')}</span></>}>
      {(close) => (
        <>
          {segments.length === 0 && <p class="hint">{t(may ? 'segment.none' : 'segment.noneYet')}</p>}
          {segments.map((segment) => (
            <div class="row" key={segment.id}>
              <button
                type="button"
                aria-current={state.segment === String(segment.id) ? 'true' : undefined}
                onClick={() => {
                  go({ segment: String(segment.id), filters: [] });
                  close();
                }}
              >
                <bdi>{segment.name}</bdi>
              </button>
              {may && <ConfirmButton title={t('delete')} of={segment.name} act={() => void remove(segment)} />}
            </div>
          ))}
          {error && <p class="failure" role="alert"><bdi>{error}</bdi></p>}
          {may && state.filters.length > 0 && <Save state={state} segments={segments} changed={changed} close={close} />}
        </>
      )}
    </Menu>
  );
};
