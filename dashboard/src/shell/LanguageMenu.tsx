import { type Code, language, Languages } from '../i18n/language';
import { t } from '../i18n/t';

export const LanguageMenu = ({ choose }: { choose: (code: Code) => void }) => (
  <select class="quiet" aria-label={t('language')} value={language().code} onChange={(event) => choose(event.currentTarget.value as Code)}>
    {Object.entries(Languages).map(([code, { name }]) => <option key={code} value={code} lang={code}>{name}</option>)}
  </select>
);
