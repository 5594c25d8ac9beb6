/** The only file that calls the network. */
import type { Report } from './report/report';

export interface SiteInfo {
  name: string;
  timezone?: string;
  currency?: string;
}

export interface FunnelInfo {
  id: number;
  name: string;
}

export interface SegmentInfo {
  id: number;
  name: string;
  /** Conditions that must all hold; of an inner list one. */
  filters: (string | string[])[];
}

/** The world's outlines, as the build has drawn them. */
export interface World {
  width: number;
  height: number;
  countries: Record<string, string>;
  rest: string;
}

/** What went wrong. The message is the collector's own, in English; '' when it said nothing or was not reached (status 0). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const KeyName = 'collector-key';

/** The API key of this tab; null with a signed-in session or before signing in. */
export const key = (): string | null => sessionStorage.getItem(KeyName);

export const signIn = (value: string): void => sessionStorage.setItem(KeyName, value);

export const signOut = (): void => sessionStorage.removeItem(KeyName);

interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  accept?: string;
  signal?: AbortSignal;
}

const ask = async (path: string, { method = 'GET', body, accept = 'application/json', signal }: Request): Promise<Response> => {
  const headers: Record<string, string> = { Accept: accept };
  const bearer = key();
  if (bearer) {
    headers['Authorization'] = `Bearer ${bearer}`;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  let response: Response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body), signal: signal ?? null, credentials: 'same-origin', cache: 'no-store' });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new ApiError(0, '');
  }
  if (!response.ok) {
    throw new ApiError(response.status, await problem(response));
  }
  return response;
};

const problem = async (response: Response): Promise<string> => {
  try {
    const details = (await response.json()) as { title?: string; detail?: string };
    return details.detail || details.title || '';
  } catch {
    return '';
  }
};

const get = async <T>(path: string, signal?: AbortSignal): Promise<T> => (await (await ask(path, signal ? { signal } : {})).json()) as T;

const sitePath = (site: string): string => `/api/v1/sites/${encodeURIComponent(site)}`;

export const sites = (signal?: AbortSignal): Promise<SiteInfo[]> => get('/api/v1/sites', signal);

export const report = (site: string, name: string, query: URLSearchParams, signal?: AbortSignal): Promise<Report> =>
  get(`${sitePath(site)}/reports/${name}?${query}`, signal);

/** The same report as a file of comma-separated values, safe to open in a spreadsheet. */
export const reportCsv = async (site: string, name: string, query: URLSearchParams): Promise<Blob> =>
  (await ask(`${sitePath(site)}/reports/${name}?${query}`, { accept: 'text/csv' })).blob();

export const funnels = (site: string, signal?: AbortSignal): Promise<FunnelInfo[]> => get(`${sitePath(site)}/funnels`, signal);

export const segments = (site: string, signal?: AbortSignal): Promise<SegmentInfo[]> => get(`${sitePath(site)}/segments`, signal);

export const addSegment = async (site: string, name: string, filters: string[]): Promise<SegmentInfo> =>
  (await (await ask(`${sitePath(site)}/segments`, { method: 'POST', body: { name, filters } })).json()) as SegmentInfo;

export const removeSegment = async (site: string, id: number): Promise<void> => void (await ask(`${sitePath(site)}/segments/${id}`, { method: 'DELETE' }));

export const world = (signal?: AbortSignal): Promise<World> => get('/assets/world.json', signal);
