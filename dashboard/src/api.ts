/** The only file that calls the network. */
import type { Report } from './report/report';

export interface SiteInfo {
  name: string;
  timezone?: string;
  currency?: string;
}

/** A site with all that can be set (docs/privacy.md). */
export interface SiteSettings extends SiteInfo {
  visit_gap_minutes: number;
  hostnames: string[];
  consent: string;
  privacy_control: string;
  excluded_referrers: string[];
  /** Kept and shown as keyed hashes, which may be sent back. */
  internal_networks: string[];
  /** 0 keeps events for ever. */
  retention_months: number;
  script_path: string;
}

export interface GoalInfo {
  id?: number;
  name: string;
  /** event, page, scroll or engaged. */
  type: string;
  value: string;
  properties: Record<string, string>;
  fixed_value: number | null;
}

export interface KeyInfo {
  id: number;
  label: string;
  /** Null for all sites. */
  site: string | null;
  rights: string[];
  created: string;
  last_used: string | null;
  revoked: string | null;
  /** There only in the answer to making it. */
  secret?: string;
}

export interface ScriptFile {
  path: string;
  integrity: string;
  bytes: number;
}

/** A rule that gives kept hits another class; without `apply` it only counts. */
export interface ReclassRule {
  filters: string[];
  class: string;
  from: string;
  to: string;
  hits_per_day?: number;
  apply: boolean;
}

export interface ReclassResult {
  visits: number;
  hits: number;
  from_class: Record<string, number>;
  open_visits: number;
  applied: boolean;
}

/** A funnel as it is sent. */
export interface FunnelSettings {
  name: string;
  /** As in the reports: steps, `optional:` steps, and `not:` entries between them. */
  steps: string[];
  /** 30s, 5m, 2h, 1d. */
  window: string;
  order: string;
  unit: string;
}

export interface FunnelInfo extends FunnelSettings {
  id: number;
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
  /** Of the body; JSON when left out, otherwise the body is sent as it is. */
  type?: string;
  accept?: string;
  signal?: AbortSignal;
}

const ask = async (path: string, { method = 'GET', body, type, accept = 'application/json', signal }: Request): Promise<Response> => {
  // No form and no foreign page can send this header without asking: the collector takes changes by session only with it.
  const headers: Record<string, string> = { Accept: accept, 'X-Collector': 'dashboard' };
  const authorization = credential();
  if (authorization) {
    headers['Authorization'] = authorization;
  }
  if (body !== undefined) {
    headers['Content-Type'] = type ?? 'application/json';
  }
  const sent = body === undefined ? null : type ? (body as BodyInit) : JSON.stringify(body);
  let response: Response;
  try {
    response = await fetch(path, { method, headers, body: sent, signal: signal ?? null, credentials: 'same-origin', cache: 'no-store' });
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

const send = async <T>(path: string, method: 'POST' | 'PUT', body: unknown): Promise<T> => (await (await ask(path, { method, body })).json()) as T;

const remove = async (path: string): Promise<void> => void (await ask(path, { method: 'DELETE' }));

const sitePath = (site: string): string => `/api/v1/sites/${encodeURIComponent(site)}`;

export const sites = (signal?: AbortSignal): Promise<SiteInfo[]> => get('/api/v1/sites', signal);

export const report = (site: string, name: string, query: URLSearchParams, signal?: AbortSignal): Promise<Report> =>
  get(`${sitePath(site)}/reports/${name}?${query}`, signal);

/** The same report as a file of comma-separated values, safe to open in a spreadsheet. */
export const reportCsv = async (site: string, name: string, query: URLSearchParams): Promise<Blob> =>
  (await ask(`${sitePath(site)}/reports/${name}?${query}`, { accept: 'text/csv' })).blob();

export const funnels = (site: string, signal?: AbortSignal): Promise<FunnelInfo[]> => get(`${sitePath(site)}/funnels`, signal);

/** Saves a funnel: a new one without an id. */
export const saveFunnel = (site: string, id: number | null, funnel: FunnelSettings): Promise<FunnelInfo> =>
  id === null ? send(`${sitePath(site)}/funnels`, 'POST', funnel) : send(`${sitePath(site)}/funnels/${id}`, 'PUT', funnel);

export const removeFunnel = (site: string, id: number): Promise<void> => remove(`${sitePath(site)}/funnels/${id}`);

export const segments = (site: string, signal?: AbortSignal): Promise<SegmentInfo[]> => get(`${sitePath(site)}/segments`, signal);

export const addSegment = (site: string, name: string, filters: string[]): Promise<SegmentInfo> => send(`${sitePath(site)}/segments`, 'POST', { name, filters });

export const removeSegment = (site: string, id: number): Promise<void> => remove(`${sitePath(site)}/segments/${id}`);

export const world = (signal?: AbortSignal): Promise<World> => get('/assets/world.json', signal);

/** Who asks: a person, the operator by the link of the start, an API key or a shared link. */
export interface Who {
  name: string;
  kind: 'user' | 'operator' | 'key' | 'share';
  role: Role | null;
  /** Roles for single sites. */
  sites: Record<string, Role>;
  needs_password: boolean;
  /** Codes are asked for besides the password. */
  codes: boolean;
}

export const who = (): Promise<Who> => get('/api/v1/session');

const tell = async (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<void> => void (await ask(path, body === undefined ? { method } : { method, body }));

/** Signs the browser in; a failure of the kind `code-needed` asks for the same with a code. */
export const openSession = (name: string, password: string, code: string): Promise<void> => tell('POST', '/api/v1/session', code ? { name, password, code } : { name, password });

export const endSession = (): Promise<void> => tell('DELETE', '/api/v1/session');

/** Makes the first owner. */
export const addOwner = (name: string, password: string): Promise<void> => tell('POST', '/api/v1/account', { name, password });

/** @param current The password until now; left out when there is none. */
export const setPassword = (password: string, current?: string): Promise<void> => tell('PUT', '/api/v1/account/password', { password, ...(current === undefined ? {} : { current }) });

/** Gives the password of the shared link. */
export const openShare = async (password: string): Promise<void> => {
  ticket = (await send<{ ticket: string }>('/api/v1/share', 'POST', { password })).ticket;
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

export const setUser = (site: string, name: string, role: Role): Promise<UserInfo> => send(`${sitePath(site)}/users`, 'PUT', { name, role });

export const removeUser = (site: string, id: number): Promise<void> => tell('DELETE', `${sitePath(site)}/users/${id}`);

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
  send(`${sitePath(site)}/shares`, 'POST', made);

export const removeShare = (site: string, id: number): Promise<void> => tell('DELETE', `${sitePath(site)}/shares/${id}`);

/** A signed-in browser of one's own. */
export interface BrowserInfo {
  id: number;
  device: 'desktop' | 'mobile' | 'tablet';
  last_seen: string;
  current: boolean;
}

export const browsers = (signal?: AbortSignal): Promise<BrowserInfo[]> => get('/api/v1/account/sessions', signal);

export const endBrowser = (id: number): Promise<void> => tell('DELETE', `/api/v1/account/sessions/${id}`);

export const endOtherBrowsers = (): Promise<void> => tell('DELETE', '/api/v1/account/sessions');

export const newCodes = (): Promise<{ secret: string; uri: string }> => send('/api/v1/account/codes', 'POST', {});

export const turnCodesOn = async (secret: string, code: string, password: string): Promise<string[]> =>
  (await send<{ recovery_codes: string[] }>('/api/v1/account/codes', 'PUT', { secret, code, password })).recovery_codes;

export const turnCodesOff = (password: string): Promise<void> => tell('POST', '/api/v1/account/codes/off', { password });

/** Adds a site; time zone by its IANA name, currency by its three letters. */
export const addSite = (name: string, timezone: string, currency: string): Promise<SiteSettings> => send('/api/v1/sites', 'POST', { name, timezone, currency });

export const siteSettings = (site: string, signal?: AbortSignal): Promise<SiteSettings> => get(sitePath(site), signal);

/** What is left out stays as it is. */
export const changeSite = (site: string, change: Partial<SiteSettings>): Promise<SiteSettings> => send(sitePath(site), 'PUT', change);

export const goals = (site: string, signal?: AbortSignal): Promise<GoalInfo[]> => get(`${sitePath(site)}/goals`, signal);

/** Adds a goal without an id, changes one with it. */
export const saveGoal = (site: string, { id, ...goal }: GoalInfo): Promise<GoalInfo> =>
  id === undefined ? send(`${sitePath(site)}/goals`, 'POST', goal) : send(`${sitePath(site)}/goals/${id}`, 'PUT', goal);

export const removeGoal = (site: string, id: number): Promise<void> => remove(`${sitePath(site)}/goals/${id}`);

export const keys = (signal?: AbortSignal): Promise<KeyInfo[]> => get('/api/v1/keys', signal);

export const addKey = (label: string, site: string | null, rights: string[]): Promise<KeyInfo> => send('/api/v1/keys', 'POST', { label, site, rights });

export const revokeKey = (id: number): Promise<void> => remove(`/api/v1/keys/${id}`);

/** The scripts as they are now, each with an address that never changes its content. */
export const scripts = (signal?: AbortSignal): Promise<{ full: ScriptFile; core: ScriptFile }> => get('/snippet.json', signal);

/** What visitors and machines are told about a site. */
export const privacyStatement = (site: string, signal?: AbortSignal): Promise<{ site: unknown }> => get(`/privacy.json?site=${encodeURIComponent(site)}`, signal);

/** Campaign costs as CSV: all rows are stored or none. */
export const importCosts = async (site: string, csv: Blob): Promise<{ added: number; replaced: number }> =>
  (await (await ask(`${sitePath(site)}/costs`, { method: 'POST', body: csv, type: 'text/csv' })).json()) as { added: number; replaced: number };

export const reclass = (site: string, rule: ReclassRule): Promise<ReclassResult> => send(`${sitePath(site)}/reclass`, 'POST', rule);
