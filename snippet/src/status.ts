/** Error pages: what the page says in <meta name="collector-status">, or the browser of the document itself. Full script only. */
let asked = false;

/** The property of a page view that shows an error; the document's own status belongs to its first view only. */
export const errorStatus = (): { status: number } | undefined => {
  const status = +(
    document.querySelector<HTMLMetaElement>('meta[name=collector-status]')?.content ||
    (!asked && (performance.getEntriesByType('navigation') as PerformanceNavigationTiming[])[0]?.responseStatus) ||
    0
  );
  asked = true;
  return status > 399 ? { status } : undefined;
};
