/** The lines to paste, and whether a hit has come. */
import { scripts } from '../api';
import { format } from '../i18n/format';
import { t } from '../i18n/t';
import { useAnswer } from '../report/useAnswer';
import type { TabProps } from '../tabs';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { CopyLine } from '../widgets/CopyLine';
import { HitCheck } from './HitCheck';
import { useSite } from './useSite';

/** As inside quotes of HTML; what the browser would read as something else is written out. */
const quoted = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

const Part = ({ title, help, text }: { title: string; help: string; text: string }) => (
  <section class="part">
    <h3>{title}</h3>
    <p class="hint">{help}</p>
    <CopyLine text={text} name={title} />
  </section>
);

export const SnippetPanel = ({ state, site }: TabProps) => {
  const files = useAnswer('scripts', scripts);
  const settings = useSite(site.name);
  const { origin } = location;
  const data = `data-site="${quoted(site.name)}"`;
  return (
    <>
      <Card title={t('settings.hits')} kind="hits"><HitCheck state={state} /></Card>
      <Card title={t('settings.snippet')} kind="lines">
        <Part title={t('settings.tag')} help={t('settings.tag.help')} text={`<script defer src="${origin}/s.js" ${data}></script>`} />
        <Body answer={files}>
          {({ full, core }) => (
            <>
              <Part
                title={t('settings.core')}
                help={t('settings.core.help', { core: format(core.bytes, 'count'), full: format(full.bytes, 'count') })}
                text={`<script defer src="${origin}/s.core.js" ${data}></script>`}
              />
              <Part
                title={t('settings.sri')}
                help={t('settings.sri.help')}
                text={`<script defer src="${origin}${full.path}" integrity="${quoted(full.integrity)}" crossorigin="anonymous" ${data}></script>`}
              />
            </>
          )}
        </Body>
        <Body answer={settings}>
          {({ script_path }) => (
            <Part title={t('settings.word')} help={t('settings.word.help')} text={`<script defer src="${origin}/${script_path}.js" ${data}></script>`} />
          )}
        </Body>
        <Part title={t('settings.pixel')} help={t('settings.pixel.help')} text={`<img src="${origin}/p.gif?s=${encodeURIComponent(site.name)}" width="1" height="1" alt="">`} />
      </Card>
    </>
  );
};
