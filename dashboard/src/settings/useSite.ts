/** The site with all that can be set. */
import { siteSettings, type SiteSettings } from '../api';
import { type Answer, useAnswer } from '../report/useAnswer';

export const useSite = (site: string): Answer<SiteSettings> => useAnswer(`site ${site}`, (signal) => siteSettings(site, signal));
