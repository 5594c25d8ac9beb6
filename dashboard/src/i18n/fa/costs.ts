import type { costs as English } from '../en/costs';
import type { Translated } from '../language';

export const costs: Translated<typeof English> = {
  'tab.costs': 'هزینه‌ها',
  'costs.level': 'به تفکیک',
  'costLevel.source': 'منبع',
  'costLevel.medium': 'رسانه',
  'costLevel.campaign': 'کارزار',
  'costLevel.content': 'محتوا',
  'costLevel.term': 'عبارت',
  'costs.noneBoth': 'هنوز هیچ هزینه‌ای نشستی با همان نام‌ها ندارد.',
  'unmatched.cost': { one: '{count} هزینه بی نشست', other: '{count} هزینه بی نشست' },
  'unmatched.visits': { one: '{count} کارزار بی هزینه', other: '{count} کارزار بی هزینه' },
  'unmatchedHelp.cost': 'هیچ نشستی این نام‌ها را ندارد: املا را با utm_ در پیوند آگهی بسنجید.',
  'unmatchedHelp.visits': 'این کارزارها نشست آورده‌اند ولی هزینه‌ای برایشان وارد نشده است.',
  'costs.import': 'وارد کردن هزینه‌ها',
  'costs.file': 'پروندهٔ CSV',
  'costs.file.help': 'خط نخست ستون‌ها را نام می‌برد: date، source، cost لازم‌اند؛ medium، campaign، content، term، impressions، clicks، currency می‌توانند باشند. یا همهٔ سطرها ذخیره می‌شوند یا هیچ.',
  'costs.send': 'وارد کردن',
  'costs.imported': 'ذخیره شد: {added} تازه، {replaced} جایگزین.',
};
