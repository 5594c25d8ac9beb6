/** Why a hit has its class, as people read it. */
import { language } from '../../i18n/language';
import { say } from '../../i18n/t';
import { listed, ownWord } from '../../report/names';
import { classTitle } from './Reclass';

/** Before the class that a hit came with and that a rule has changed. */
const Changed = 'reclassed-from-';

/** In English the words themselves, as filters take them. */
export const reasonsLabel = (reasons: string): string => {
  const texts = language().values;
  if (!texts) {
    return reasons;
  }
  return listed(reasons.split(',').map((word) => (word.startsWith(Changed) ? say(texts['reason.reclassed-from'], { class: classTitle(word.slice(Changed.length)) }) : ownWord('reason', word))));
};
