/** The numbers as CSV and, for a drawing, the picture as PNG. */
import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { rangeLabel } from '../i18n/format';
import { isolated, t } from '../i18n/t';
import { filterLabel } from '../report/names';
import type { Report } from '../report/report';
import { announce } from './announce';
import { Icon } from './Icon';
import { Menu } from './Menu';

/** Gives a file to the browser's download list. */
export const save = (file: Blob, name: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
};

interface Props {
  /** What is downloaded; part of the button's name and of the file's. */
  title: string;
  file: string;
  csv?: () => Promise<Blob>;
  /** An element that holds one drawing (SVG, or a table whose cells are the drawing) and its legend, if any. */
  drawing?: RefObject<HTMLElement | null>;
  /** What is drawn: the picture says its site, days and filters. */
  report?: Report | null;
}

export const Downloads = ({ title, file, csv, drawing, report }: Props) => {
  const [failed, setFailed] = useState(false);
  const offer = (make: () => Promise<Blob>, ending: string, close: () => void) => async () => {
    try {
      setFailed(false);
      save(await make(), `${file}.${ending}`);
      announce(t('download.done'));
      close();
    } catch {
      setFailed(true);
    }
  };
  const picture = async () => {
    const { png } = await import('./png');
    const about = report ? [[isolated(report.site), report.from && rangeLabel(report.from, report.to)].filter(Boolean).join(' · '), report.filters.map((filter) => isolated(filterLabel(filter))).join(' · ')] : [];
    return png(drawing!.current!, title, about.filter(Boolean));
  };
  return (
    <Menu class="end icons" name={t('download.of', { title })} label={<Icon name="download" />}>
      {(close) => (
        <>
          {csv && <button type="button" onClick={offer(csv, 'csv', close)}>{t('download.csv')}</button>}
          {drawing && <button type="button" onClick={offer(picture, 'png', close)}>{t('download.png')}</button>}
          {failed && <p class="failure" role="alert">{t('download.failed')}</p>}
        </>
      )}
    </Menu>
  );
};
