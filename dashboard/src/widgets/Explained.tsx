/** A word with its definition on hover and on focus. The bubble itself is drawn by TipLayer, so no card can cut it off. */
import { useId } from 'preact/hooks';

/** For an element of its own: a title, a column's head. */
export const Explained = ({ title, definition }: { title: string; definition: string }) => {
  const id = useId();
  return definition ? (
    <>
      <button type="button" class="explained" aria-describedby={id} data-tip={definition}>{title}</button>
      <span class="unseen" id={id}>{definition}</span>
    </>
  ) : (
    <>{title}</>
  );
};
