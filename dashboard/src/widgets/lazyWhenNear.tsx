/** A component that is loaded when its place comes near the screen, so that the first view stays small. */
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** How near, below the screen's edge. */
const Margin = '400px';

export const lazyWhenNear = <P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> => {
  const Lazy = (props: P) => {
    const [Loaded, setLoaded] = useState<ComponentType<P> | null>(null);
    const place = useRef<HTMLDivElement>(null);
    useEffect(() => {
      const observer = new IntersectionObserver(
        ([entry]) => {
          if (entry?.isIntersecting) {
            observer.disconnect();
            void load().then((component) => setLoaded(() => component));
          }
        },
        { rootMargin: Margin },
      );
      observer.observe(place.current!);
      return () => observer.disconnect();
    }, []);
    return <div class="later" ref={place}>{Loaded && <Loaded {...props} />}</div>;
  };
  return Lazy;
};
