/** A change of a list in the settings: what went wrong is said, what went well announced, and the list asked for anew. */
import { useState } from 'preact/hooks';
import type { Answer } from '../report/useAnswer';
import { announce } from '../widgets/announce';
import { failureText } from '../widgets/Body';

/** @returns The failure in words ('' for none), and what does a change. */
export const useChange = (list: Answer<unknown>): [error: string, change: (work: () => Promise<unknown>, said: string) => void] => {
  const [error, setError] = useState('');
  const change = async (work: () => Promise<unknown>, said: string) => {
    try {
      setError('');
      await work();
      announce(said);
    } catch (failure) {
      setError(failureText(failure));
    } finally {
      list.again();
    }
  };
  return [error, (work, said) => void change(work, said)];
};
