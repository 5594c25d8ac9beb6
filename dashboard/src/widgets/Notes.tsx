/** What a report says about its own numbers. */
import { noteText } from '../report/names';
import type { Note } from '../report/report';

export const Notes = ({ notes }: { notes: Note[] | null | undefined }) =>
  notes?.length ? <ul class="notes">{notes.map((note) => <li key={note.code} dir="auto">{noteText(note)}</li>)}</ul> : null;
