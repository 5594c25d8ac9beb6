/** Outbound links, downloads, forms and tagged elements. Full script only. Addresses go out without query and fragment. */
import { on } from './browser';

type Track = (name: string, props: unknown) => void;

const Files = 'pdf|xlsx?|docx?|txt|rtf|csv|exe|key|pp[st]x?|7z|pkg|rar|gz|zip|avi|mov|mp4|mpeg|wmv|midi?|mp3|wav|wma|dmg';

export const watchLinks = (track: Track, isOn: (feature: string) => boolean, files = Files): void => {
  const isFile = new RegExp(`\\.(${files.replace(/\W+/g, '|')})$`, 'i');

  on('click auxclick submit', (event) => {
    const target = event.composedPath()[0] as Element;
    const isSubmit = event.type == 'submit';
    const tagged = target.closest('[data-collect]');
    const link = target.closest<HTMLAnchorElement>('a[href],area[href]');
    // The right button opens a menu; the middle one opens the link.
    if ((event as MouseEvent).button > 1) {
      return;
    }
    if (isOn('tags') && tagged && tagged.matches('form') == isSubmit) {
      const props: Record<string, string> = {};
      for (const { name, value } of tagged.attributes) {
        if (name.startsWith('data-collect-')) {
          props[name.slice(13)] = value;
        }
      }
      track(tagged.getAttribute('data-collect')!, props);
    } else if (isSubmit) {
      if (isOn('forms')) {
        // By attribute: a field named "id" hides the form's own id.
        track('Form', { form: target.getAttribute('id') || target.getAttribute('name'), action: target.getAttribute('action')?.split(/[?#]/)[0] });
      }
    } else if (link && /^http/.test(link.protocol)) {
      const url = link.origin + link.pathname;
      if (link.hasAttribute('download') || isFile.test(url)) {
        if (isOn('downloads')) {
          track('Download', { url });
        }
      } else if (link.host != location.host && isOn('outbound')) {
        track('Outbound', { url });
      }
    }
  });
};
