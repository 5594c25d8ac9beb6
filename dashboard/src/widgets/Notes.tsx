/** What a report says about its own numbers. */
import { noteText } from '../report/names';
import type { Report } from '../report/report';

interface Props {
  report: Report;
  /** Which notes are left out, by their code. */
  without?: (code: string) => boolean;
}

export const Notes = ({ report, without = () => false }: Props) => {
  const notes = (report.notes ?? []).filter(({ code }) => !without(code));
  return notes.length > 0 ? <ul class="notes">{notes.map((note) => <li key={note.code} dir="auto">{noteText(report, note)}</li>)}</ul> : null;
};
