/** Asks again every so often while the page is in front. */
import { useEffect } from 'preact/hooks';

/** @param every In ms. */
export const useRepeated = (again: () => void, every: number): void =>
  useEffect(() => {
    const timer = setInterval(() => document.hidden || again(), every);
    return () => clearInterval(timer);
  }, [again, every]);
