import type { live as English } from '../en/live';
import type { Translated } from '../language';

export const live: Translated<typeof English> = {
  'live.now': { zero: 'لا زوار الآن', one: 'زائر واحد الآن', two: 'زائران الآن', few: '{count} زوار الآن', many: '{count} زائرًا الآن', other: '{count} زائر الآن' },
  'live.title': 'الآن',
  'live.visitors': {
    zero: 'زائر الآن',
    one: 'زائر في آخر دقيقة',
    two: 'زائر في آخر دقيقتين',
    few: 'زائر في آخر {count} دقائق',
    many: 'زائر في آخر {count} دقيقة',
    other: 'زائر في آخر {count} دقيقة',
  },
  'live.views': { zero: 'لا مشاهدات', one: 'مشاهدة واحدة', two: 'مشاهدتان', few: '{count} مشاهدات', many: '{count} مشاهدة', other: '{count} مشاهدة' },
  'live.minutes': 'الزوار بالدقيقة',
  'live.ago': 'قبل {minutes} د',
  'live.feed': 'أحدث الأحداث',
  'live.when': 'منذ متى',
  'live.what': 'ماذا',
  'live.view': 'مشاهدة صفحة',
  'live.none': 'لم يكن أحد هنا في آخر 30 دقيقة.',
};
