/** The head of a column that sorts a table, with its definition on hover and on focus. */
import { useId } from 'preact/hooks';

interface Props {
  title: string;
  /** '' when nobody says. */
  definition: string;
  /** Undefined when the table is sorted by another column. */
  sorted: 'ascending' | 'descending' | undefined;
  choose: () => void;
  class?: string;
}

export const SortHead = ({ title, definition, sorted, choose, class: kind = 'n' }: Props) => {
  const id = useId();
  return (
    <th scope="col" class={kind || undefined} aria-sort={sorted}>
      <button type="button" class="explained" aria-describedby={definition ? id : undefined} data-tip={definition || undefined} onClick={choose}>
        {title}<span aria-hidden="true">{sorted ? (sorted === 'descending' ? ' ▼' : ' ▲') : ''}</span>
      </button>
      {definition && <span class="unseen" id={id}>{definition}</span>}
    </th>
  );
};
