/** A card of the page: a title and a body that is loading, failed, or there. */
import { ApiError } from './api';
import { html } from './dom';

/** The notes that a report carries, below its numbers. */
export const notes = (list: { text: string }[] | null | undefined): Node | null =>
  list?.length ? html('ul', { class: 'notes' }, ...list.map((note) => html('li', {}, note.text))) : null;

export const failure = (error: unknown, again: () => void): Node =>
  html(
    'div',
    { class: 'failure', role: 'alert' },
    html('p', {}, error instanceof ApiError ? error.message : 'Something went wrong while showing this. Reload the page; if it stays, look at the collector’s log.'),
    html('button', { type: 'button', click: again }, 'Try again'),
  );

/** Fills `body` with what `load` brings; shows loading and errors meanwhile. A cancelled load leaves no trace. */
export const fillWith = async (body: HTMLElement, signal: AbortSignal, load: () => Promise<Node>): Promise<void> => {
  body.setAttribute('aria-busy', 'true');
  if (!body.hasChildNodes()) {
    body.append(html('p', { class: 'loading' }, 'Loading …'));
  }
  try {
    const content = await load();
    if (!signal.aborted) {
      body.replaceChildren(content);
    }
  } catch (error) {
    if (signal.aborted) {
      return;
    }
    if (error instanceof ApiError && error.status === 401) {
      document.dispatchEvent(new Event('signed-out'));
    }
    body.replaceChildren(failure(error, () => void fillWith(body, signal, load)));
  } finally {
    if (!signal.aborted) {
      body.removeAttribute('aria-busy');
    }
  }
};

/** A titled section; returns it and the body to fill. */
export const card = (title: string, id: string): { section: HTMLElement; body: HTMLElement } => {
  const body = html('div', { class: 'body' });
  return { section: html('section', { class: `card ${id}`, 'aria-labelledby': `${id}-title` }, html('h2', { id: `${id}-title` }, title), body), body };
};
