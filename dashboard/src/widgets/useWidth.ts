/** The width of an element in CSS pixels, kept up to date. */
import { type RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

export const useWidth = (element: RefObject<HTMLElement | null>): number => {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const update = () => setWidth(Math.round(element.current?.clientWidth ?? 0));
    update();
    const observer = new ResizeObserver(update);
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return width;
};
