import type { widgets as English } from '../en/widgets';
import type { Translated } from '../language';

export const widgets: Translated<typeof English> = {
  'close': 'بستن',
  'loading': 'در حال بارگیری …',
  'time': 'زمان',
  'table': 'همین به شکل جدول',
  'value.unknown': '(نامعلوم)',
  'coverage': '{share} بازدیدها',
  'coverage.means': '{share} بازدیدهای صفحه گزارش دادند که چه اندازه کسی آنجا ماند؛ بقیه کنار گذاشته شده‌اند.',
  'change.previous': 'در برابر {value} در بازهٔ پیشین',
  'change.year': 'در برابر {value} یک سال پیش',
  'change.points': '{value} واحد درصد',
  'change.chance': 'این شاید تصادفی باشد: دگرگونی به این بزرگی، بی هیچ تغییری هم بسیار دیده می‌شود.',
  'change.title': 'دگرگونی',
  'change.means': '{metric} در برابر بازهٔ مقایسه. سبز و سرخ بیش از تصادف‌اند؛ خاکستری شاید تصادفی باشد.',

  'error.title': 'صفحه را نمی‌توان نشان داد',
  'error.page': 'هنگام نمایش خطایی رخ داد. صفحه را دوباره بار کنید؛ اگر ماند، گزارش رویدادهای برنامه را ببینید.',
  'error.unreachable': 'برنامه در دسترس نیست. ببینید روشن است و دوباره بیازمایید.',
  'error.status': 'برنامه پاسخ {status} داد.',
  'error.again': 'دوباره بیازمایید',

  'empty.filtered': 'در این بازه چیزی با این پالایه‌ها نمی‌خواند.',
  'empty.period': 'در این بازه چیزی شمرده نشد.',

  'download.of': 'دریافت {title}',
  'download.csv': 'عددها (CSV)',
  'download.png': 'تصویر (PNG)',
  'download.done': 'دریافت شد.',
  'download.failed': 'پرونده ساخته نشد. دوباره بیازمایید.',

  'chart.describe': '{title} در گذر زمان. کلیدهای جهت عددها را یک‌به‌یک می‌خوانند؛ جدول زیر همه را دارد.',
  'chart.soFar': '{time} (تا اکنون)',
  'chart.point': '{time}: {value}',
  'chart.pointCompared': '{time}: {value}، پیش‌تر: {before}',
  'chart.before': 'پیش‌تر: {value}',
  'map.describe': 'نقشهٔ جهان: {title} به تفکیک کشور. فهرست زیر همین عددها را دارد.',

  'details.all': 'نمایش همه',
  'details.search': 'جست‌وجو',
  'details.before': 'قبلی',
  'details.next': 'بعدی',
};
