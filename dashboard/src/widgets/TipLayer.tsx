/** Draws the definition of the element under the pointer or with the focus (any with `data-tip`) until Escape is pressed. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const Gap = 8;
const Widest = 300;

interface Tip {
  text: string;
  anchor: DOMRect;
}

export const TipLayer = () => {
  const [tip, setTip] = useState<Tip | null>(null);
  const bubble = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = (event: Event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target && bubble.current?.contains(target)) {
        return; // the bubble can be hovered without going away
      }
      const owner = target?.closest<HTMLElement>('[data-tip]');
      setTip(owner ? { text: owner.dataset['tip']!, anchor: owner.getBoundingClientRect() } : null);
    };
    const hide = (event: KeyboardEvent) => event.key === 'Escape' && setTip(null);
    const away = () => setTip(null);
    document.addEventListener('pointerover', show);
    document.addEventListener('focusin', show);
    document.addEventListener('keydown', hide);
    addEventListener('scroll', away, { passive: true, capture: true });
    return () => {
      document.removeEventListener('pointerover', show);
      document.removeEventListener('focusin', show);
      document.removeEventListener('keydown', hide);
      removeEventListener('scroll', away, { capture: true });
    };
  }, []);
  // A popover stands above dialogs, too.
  useLayoutEffect(() => {
    bubble.current?.hidePopover();
    bubble.current?.showPopover();
  }, [tip]);
  if (!tip) {
    return null;
  }
  const wide = Math.min(Widest, innerWidth - 2 * Gap);
  const left = Math.max(Gap, Math.min(tip.anchor.left, innerWidth - wide - Gap));
  const below = tip.anchor.bottom + 160 < innerHeight;
  const place = below ? { top: `${tip.anchor.bottom + Gap}px` } : { bottom: `${innerHeight - tip.anchor.top + Gap}px` };
  return <div ref={bubble} popover="manual" class="tip" aria-hidden="true" style={{ left: `${left}px`, maxWidth: `${wide}px`, ...place }}>{tip.text}</div>;
};
