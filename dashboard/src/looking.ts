/** Who looks at the page and what they may do here. What they may not is not shown; the collector would refuse it anyway. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Role, Who } from './api';

/** Each includes those before it (docs/access.md). */
export const Roles: readonly Role[] = ['viewer', 'analyst', 'admin', 'owner'];

/** Whether a role includes another. */
export const includes = (role: Role | null, least: Role): boolean => role !== null && Roles.indexOf(role) >= Roles.indexOf(least);

/** The higher of the roles that reach a site; null when none does. */
export const roleOn = (who: Who, site: string): Role | null => Roles.findLast((role) => role === who.role || role === who.sites[site]) ?? null;

interface Looker {
  who: Who;
  /** On the shown site. */
  role: Role | null;
}

const Nobody: Looker = { who: { name: '', kind: 'share', role: null, sites: {}, needs_password: false, codes: false }, role: null };

export const Looking = createContext<Looker>(Nobody);

export const useLooker = (): Looker => useContext(Looking);

/** Whether whoever looks holds at least a role on the shown site. */
export const useMay = (least: Role): boolean => includes(useLooker().role, least);
