/** The script: starts the collector from the attributes of its own tag. */
import { guard } from './browser';
import { start } from './collector';

const tag = document.currentScript as HTMLScriptElement | null;
// A second copy of the tag stays silent; so does the core script where the tag asks for consent, which it cannot keep.
if (tag && !window.collector?.optOut && (FULL || tag.dataset.consent == null)) {
  guard(start)(tag.dataset, tag.dataset.api || new URL('/e', tag.src));
}
