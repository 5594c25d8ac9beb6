import type { TimeTexts } from '../texts';

export const times: TimeTexts = { units: { day: 'روز', hour: 'س', minute: 'د', second: 'ث', millisecond: 'م‌ث' } };
