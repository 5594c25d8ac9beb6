import type { TimeTexts } from '../texts';

export const times: TimeTexts = { units: { hour: 'س', minute: 'د', second: 'ث' } };
