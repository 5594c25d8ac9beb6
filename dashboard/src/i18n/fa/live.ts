import type { live as English } from '../en/live';
import type { Translated } from '../language';

export const live: Translated<typeof English> = {
  'live.now': { one: 'اکنون {count} بازدیدکننده', other: 'اکنون {count} بازدیدکننده' },
  'live.title': 'هم‌اکنون',
  'live.visitors': { one: 'بازدیدکننده در یک دقیقهٔ گذشته', other: 'بازدیدکننده در {count} دقیقهٔ گذشته' },
  'live.views': { one: '{count} بازدید صفحه', other: '{count} بازدید صفحه' },
  'live.minutes': 'بازدیدکنندگان به تفکیک دقیقه',
  'live.ago': '{minutes} دقیقه پیش',
  'live.feed': 'تازه‌ترین رویدادها',
  'live.when': 'چه‌قدر پیش',
  'live.what': 'چه',
  'live.view': 'بازدید صفحه',
  'live.none': 'در ۳۰ دقیقهٔ گذشته کسی اینجا نبود.',
};
