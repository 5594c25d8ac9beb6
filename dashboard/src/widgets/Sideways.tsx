/** A wide table that scrolls by itself, also with the keyboard, so that the page never does. */
import type { ComponentChildren } from 'preact';
import { Scroll } from './Scroll';

export const Sideways = ({ label, children }: { label: string; children: ComponentChildren }) => <Scroll class="sideways" role="group" label={label}>{children}</Scroll>;
