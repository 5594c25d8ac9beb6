/** A wide table that scrolls by itself, also with the keyboard, so that the page never does. */
import type { ComponentChildren } from 'preact';

export const Sideways = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <div class="sideways" tabIndex={0} role="group" aria-label={label}>{children}</div>
);
