/** The only file that calls the network. */
import type { Report } from './report';

export interface SiteInfo {
  name: string;
}

export interface FunnelInfo {
  id: number;
  name: string;
}

/** What went wrong, as the problem details of the API say it. */
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

const get = async <T>(path: string, signal?: AbortSignal): Promise<T> => {
  const headers: Record<string, string> = { Accept: 'application/json' };
  const bearer = key();
  if (bearer) {
    headers['Authorization'] = `Bearer ${bearer}`;
  }
  let response: Response;
  try {
    response = await fetch(path, { headers, signal: signal ?? null, credentials: 'same-origin', cache: 'no-store' });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new ApiError(0, 'The collector cannot be reached. Check that it is running and try again.');
  }
  if (!response.ok) {
    throw new ApiError(response.status, await problem(response));
  }
  return (await response.json()) as T;
};

const problem = async (response: Response): Promise<string> => {
  try {
    const details = (await response.json()) as { title?: string; detail?: string };
    return details.detail || details.title || `The collector answered ${response.status}.`;
  } catch {
    return `The collector answered ${response.status}.`;
  }
};

const sitePath = (site: string): string => `/api/v1/sites/${encodeURIComponent(site)}`;

export const sites = (signal?: AbortSignal): Promise<SiteInfo[]> => get('/api/v1/sites', signal);

export const funnels = (site: string, signal?: AbortSignal): Promise<FunnelInfo[]> => get(`${sitePath(site)}/funnels`, signal);

export const report = (site: string, name: string, query: URLSearchParams, signal?: AbortSignal): Promise<Report> =>
  get(`${sitePath(site)}/reports/${name}?${query}`, signal);
