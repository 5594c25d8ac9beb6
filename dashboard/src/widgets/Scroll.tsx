/** What is wider than the page scrolls by itself, also with the keyboard; its edge fades where there is more. */
import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** A rest that is not worth a hint, in CSS pixels. */
const Rest = 8;

interface Props {
  /** Names the place for screen readers; without it the keyboard passes it by. */
  label?: string;
  role?: 'region' | 'group';
  class?: string;
  /** The scrolling element. */
  box?: RefObject<HTMLDivElement | null>;
  children: ComponentChildren;
}

export const Scroll = ({ label, role = 'region', class: kind = '', box, children }: Props) => {
  const own = useRef<HTMLDivElement>(null);
  const place = box ?? own;
  const [more, setMore] = useState(false);
  useLayoutEffect(() => {
    const element = place.current!;
    const update = () => setMore(element.scrollWidth - element.clientWidth - Math.abs(element.scrollLeft) > Rest);
    const observer = new ResizeObserver(update);
    observer.observe(element);
    element.addEventListener('scroll', update, { passive: true });
    update();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', update);
    };
  });
  return (
    <div class={more ? 'scrolls more' : 'scrolls'}>
      <div ref={place} class={`scroll ${kind}`} {...(label ? { tabIndex: 0, role, 'aria-label': label } : {})}>{children}</div>
    </div>
  );
};
