/** A stop as people read it. */
import { t } from '../../i18n/t';

const Ends = ['other', 'exit', 'entry'] as const;

const EventPrefix = 'event:';

/** The rest, the visit's end and its beginning, which are no stops of their own. */
export const isEnd = (label: string): boolean => Ends.some((end) => end === label);

export const stopLabel = (label: string): string => {
  const end = Ends.find((one) => one === label);
  return end ? t(`journeys.${end}`) : label.startsWith(EventPrefix) ? t('journeys.event', { name: label.slice(EventPrefix.length) }) : label;
};

/** The stop as the report takes it to begin or end with. */
export const stopPattern = (label: string, folders: boolean): string => (label.startsWith(EventPrefix) ? label : `page:${label}${folders && label.endsWith('/') ? '*' : ''}`);
