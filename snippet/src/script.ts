/** The script: starts the collector from the attributes of its own tag. */
import { attempt } from './browser';
import { start } from './collector';

// A second copy of the tag stays silent; so does the core script where the tag asks for consent, which it cannot keep.
attempt(() => {
  const { dataset, src } = document.currentScript as HTMLScriptElement;
  if (FULL || !('consent' in dataset)) {
    start(dataset, dataset.api || new URL('/e', src));
  }
});
