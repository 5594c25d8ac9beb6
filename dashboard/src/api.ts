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
    /** Last part of the problem's stable type. */
    readonly kind = '',
  ) {
    super(message);
  }
}

const KeyName = 'collector-key';

/** The API key of this tab; null with a signed-in session or before signing in. */
export const key = (): string | null => sessionStorage.getItem(KeyName);

export const signIn = (value: string): void => sessionStorage.setItem(KeyName, value);

export const signOut = (): void => sessionStorage.removeItem(KeyName);

/** Token of the shared link in the address; '' when there is none. */
export const share = (): string => new URLSearchParams(location.search).get('share') ?? '';

/** What the right password of the shared link was answered with; until the page is left. */
let ticket = '';

const credential = (): string => (share() ? `Share ${share()}${ticket && `.${ticket}`}` : key() ? `Bearer ${key()}` : '');

interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  accept?: string;
  signal?: AbortSignal;
}

const ask = async (path: string, { method = 'GET', body, accept = 'application/json', signal }: Request): Promise<Response> => {
  // No form and no foreign page can send this header without asking: the collector takes changes by session only with it.
  const headers: Record<string, string> = { Accept: accept, 'X-Collector': 'dashboard' };
  const authorization = credential();
  if (authorization) {
    headers['Authorization'] = authorization;
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
    throw await problem(response);
  }
  return response;
};

const problem = async (response: Response): Promise<ApiError> => {
  try {
    const details = (await response.json()) as { type?: string; title?: string; detail?: string };
    return new ApiError(response.status, details.detail || details.title || '', details.type?.split('/').pop() ?? '');
  } catch {
    return new ApiError(response.status, '');
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

/** Who is signed in. */
export interface Who {
  name: string;
  kind: 'user' | 'operator' | 'key' | 'share';
  role: string | null;
  /** Roles for single sites. */
  sites: Record<string, string>;
  needs_password: boolean;
  /** Codes are asked for besides the password. */
  codes: boolean;
}

export const who = (): Promise<Who> => get('/api/v1/session');

const send = async (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Response> => ask(path, body === undefined ? { method } : { method, body });

const sendFor = async <T>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<T> => (await (await send(method, path, body)).json()) as T;

/** Signs the browser in; a failure of the kind `code-needed` asks for the same with a code. */
export const openSession = async (name: string, password: string, code: string): Promise<void> => void (await send('POST', '/api/v1/session', code ? { name, password, code } : { name, password }));

export const endSession = async (): Promise<void> => void (await send('DELETE', '/api/v1/session'));

/** Makes the first owner. */
export const addOwner = async (name: string, password: string): Promise<void> => void (await send('POST', '/api/v1/account', { name, password }));

export const setPassword = async (password: string): Promise<void> => void (await send('PUT', '/api/v1/account/password', { password }));

/** Gives the password of the shared link. */
export const openShare = async (password: string): Promise<void> => {
  ticket = (await sendFor<{ ticket: string }>('POST', '/api/v1/share', { password })).ticket;
};

export type Role = 'viewer' | 'analyst' | 'admin' | 'owner';

export interface UserInfo {
  id: number;
  name: string;
  role: Role;
  /** The role is one for all sites. */
  everywhere: boolean;
  has_password: boolean;
  /** Path of a one-time sign-in link; of a new user only. */
  link?: string;
}

export const users = (site: string, signal?: AbortSignal): Promise<UserInfo[]> => get(`${sitePath(site)}/users`, signal);

export const setUser = (site: string, name: string, role: Role): Promise<UserInfo> => sendFor('PUT', `${sitePath(site)}/users`, { name, role });

export const removeUser = async (site: string, id: number): Promise<void> => void (await send('DELETE', `${sitePath(site)}/users/${id}`));

export interface ShareInfo {
  id: number;
  name: string;
  has_password: boolean;
  /** In UTC; null for never. */
  expires: string | null;
  filters: string[];
  origins: string[];
  /** The path to open; of a new one only. */
  address?: string;
}

export const shares = (site: string, signal?: AbortSignal): Promise<ShareInfo[]> => get(`${sitePath(site)}/shares`, signal);

export const addShare = (site: string, made: { name: string; password?: string; expires?: string; filters: string[]; origins: string[] }): Promise<ShareInfo> =>
  sendFor('POST', `${sitePath(site)}/shares`, made);

export const removeShare = async (site: string, id: number): Promise<void> => void (await send('DELETE', `${sitePath(site)}/shares/${id}`));

/** A signed-in browser of one's own. */
export interface BrowserInfo {
  id: number;
  device: 'desktop' | 'mobile' | 'tablet';
  last_seen: string;
  current: boolean;
}

export const browsers = (signal?: AbortSignal): Promise<BrowserInfo[]> => get('/api/v1/account/sessions', signal);

export const endBrowser = async (id: number): Promise<void> => void (await send('DELETE', `/api/v1/account/sessions/${id}`));

export const endOtherBrowsers = async (): Promise<void> => void (await send('DELETE', '/api/v1/account/sessions'));

export const newCodes = (): Promise<{ secret: string; uri: string }> => sendFor('POST', '/api/v1/account/codes', {});

export const turnCodesOn = async (secret: string, code: string, password: string): Promise<string[]> =>
  (await sendFor<{ recovery_codes: string[] }>('PUT', '/api/v1/account/codes', { secret, code, password })).recovery_codes;

export const turnCodesOff = async (password: string): Promise<void> => void (await send('POST', '/api/v1/account/codes/off', { password }));
