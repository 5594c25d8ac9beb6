/** Asks the API while a part of the page is shown; the earlier answer stays until the next one is there. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { ApiError, report } from '../api';
import type { State } from '../address/state';
import type { Report } from './report';

export interface Answer<T> {
  /** Null before the first answer. */
  value: T | null;
  /** Null when all went well. */
  error: unknown;
  busy: boolean;
  again: () => void;
}

/** Sent on the document when the collector no longer knows who asks. */
export const SignedOut = 'signed-out';

/** @param key What is asked; another key asks anew, null asks nothing. */
export const useAnswer = <T>(key: string | null, load: (signal: AbortSignal) => Promise<T>): Answer<T> => {
  const [held, setHeld] = useState<{ key: string | null; value: T | null; error: unknown }>({ key: null, value: null, error: null });
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (key === null) {
      return;
    }
    const cancel = new AbortController();
    load(cancel.signal).then(
      (value) => !cancel.signal.aborted && setHeld({ key, value, error: null }),
      (error: unknown) => {
        if (cancel.signal.aborted) {
          return;
        }
        if (error instanceof ApiError && error.status === 401) {
          document.dispatchEvent(new Event(SignedOut));
        }
        setHeld({ key, value: null, error });
      },
    );
    return () => cancel.abort();
    // `load` is a new function on each drawing; the key says when it asks for something else.
  }, [key, round]);
  const again = useCallback(() => {
    setHeld((before) => ({ ...before, key: null }));
    setRound((before) => before + 1);
  }, []);
  return { value: held.value, error: held.key === key ? held.error : null, busy: key !== null && held.key !== key, again };
};

/** A report of the state's site. */
export const useReport = (state: State, name: string, query: URLSearchParams | null): Answer<Report> =>
  useAnswer(query && `${state.site} ${name} ${query}`, (signal) => report(state.site, name, query!, signal));
