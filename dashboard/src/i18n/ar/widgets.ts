import type { widgets as English } from '../en/widgets';
import type { Translated } from '../language';

export const widgets: Translated<typeof English> = {
  'close': 'إغلاق',
  'loading': 'جارٍ التحميل …',
  'time': 'الوقت',
  'table': 'الأرقام نفسها في جدول',
  'value.unknown': '(غير معروف)',
  'coverage': '{share} من المشاهدات',
  'coverage.means': 'أبلغت {share} من مشاهدات الصفحات عن مدة بقاء الزائر؛ وتُرك ما سواها.',
  'change.previous': 'مقابل {value} في الفترة السابقة',
  'change.year': 'مقابل {value} قبل عام',
  'change.points': '{value} نقطة مئوية',
  'change.chance': 'قد يكون هذا مصادفة: كثيرًا ما يُرى تغيّر بهذا القدر دون أن يتغير شيء.',
  'change.title': 'التغيّر',
  'change.means': '{metric} مقابل فترة المقارنة. الأخضر والأحمر أكثر من مصادفة؛ والرمادي قد يكون مصادفة.',

  'error.title': 'تعذّر عرض الصفحة',
  'error.page': 'حدث خطأ أثناء العرض. أعد تحميل الصفحة؛ وإن بقي الخطأ فراجع سجل البرنامج.',
  'error.unreachable': 'تعذّر الوصول إلى البرنامج. تأكد من أنه يعمل ثم حاول مجددًا.',
  'error.status': 'أجاب البرنامج بالرمز {status}.',
  'error.again': 'حاول مجددًا',

  'empty.filtered': 'لا شيء يطابق هذه المرشّحات في هذه الفترة.',
  'empty.period': 'لم يُحتسب شيء في هذه الفترة.',

  'download.of': 'تنزيل {title}',
  'download.csv': 'الأرقام (CSV)',
  'download.png': 'الصورة (PNG)',
  'download.done': 'تم التنزيل.',
  'download.failed': 'تعذّر إنشاء الملف. حاول مجددًا.',

  'chart.describe': '{title} عبر الزمن. تقرأ مفاتيح الأسهم القيم واحدة تلو الأخرى؛ والجدول أدناه يضمها كلها.',
  'chart.soFar': '{time} (حتى الآن)',
  'chart.point': '{time}: {value}',
  'chart.pointCompared': '{time}: {value}، سابقًا: {before}',
  'chart.before': 'سابقًا: {value}',
  'map.describe': 'خريطة العالم: {title} حسب البلد. القائمة أدناه تضم الأرقام نفسها.',

  'details.all': 'عرض الكل',
  'details.search': 'بحث',
  'details.before': 'السابق',
  'details.next': 'التالي',
};
