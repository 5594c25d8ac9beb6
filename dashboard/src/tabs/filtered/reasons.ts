/** Why a hit has its class, as people read it. */
import { language } from '../../i18n/language';
import { say } from '../../i18n/t';
import { listed, ownWord } from '../../report/names';
import { classTitle } from './Reclass';

/** Before the class that a hit came with and that a rule has changed. */
const Changed = 'reclassed-from-';

export const reasonsLabel = (reasons: string): string => {
  const changed = language().values['reason.reclassed-from'];
  return listed(reasons.split(',').map((word) => (changed && word.startsWith(Changed) ? say(changed, { class: classTitle(word.slice(Changed.length)) }) : ownWord('reason', word))));
};
