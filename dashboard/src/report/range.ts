/** Lets the tab tell the shell which days its reports turned out to cover. */
import { createContext } from 'preact';
import { useContext, useLayoutEffect } from 'preact/hooks';
import type { Report } from './report';

export const Range = createContext<(range: { from: string; to: string }) => void>(() => undefined);

export const useRange = (report: Report | null): void => {
  const tell = useContext(Range);
  useLayoutEffect(() => {
    if (report?.from && report.to) {
      tell({ from: report.from, to: report.to });
    }
  }, [report?.from, report?.to, tell]);
};
