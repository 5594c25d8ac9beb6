/** What can be set for a site, one panel at a time; which one is in the address. */
import { own } from '../address/state';
import { go } from '../address/useAddress';
import { t } from '../i18n/t';
import { useLooker } from '../looking';
import { panelsFor } from '../settings';
import { Switch } from '../widgets/Switch';
import type { TabProps } from '.';

const Settings = ({ state, site }: TabProps) => {
  const { who, role } = useLooker();
  const panels = panelsFor(who.kind, role);
  const { name, Content } = panels.find((panel) => panel.name === own(state, 'panel')) ?? panels[0]!;
  return (
    <>
      <Switch label={t('settings.panels')} value={name} options={panels.map((panel) => [panel.name, t(panel.title)])} choose={(next) => go({ own: { panel: [next] } })} />
      <Content state={state} site={site} />
    </>
  );
};

export default Settings;
