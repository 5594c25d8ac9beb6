import type { filtered as English } from '../en/filtered';
import type { Translated } from '../language';

export const filtered: Translated<typeof English> = {
  'tab.filtered': 'المُستبعد',
  'filtered.title': 'الحركة المستبعدة',
  'filtered.help': 'كل ما خُزّن حسب الفئة والسبب. تحتسب التقارير البشر والمشتبه بهم؛ ولا يُرمى شيء لكونه روبوتًا، فيمكن تصحيح الحكم الخاطئ أدناه.',
  'filtered.why': 'الفئة والسبب',
  'class.human': 'بشر',
  'class.suspected': 'مشتبه به',
  'class.bot': 'روبوت',
  'class.machine-open': 'فتحته آلة',
  'class.internal': 'فريقكم',
  'reclass.title': 'تغيير الفئة',
  'reclass.take': 'انقله إلى القاعدة أدناه',
  'reclass.help': 'يغيّر ما حُفظ في {range} بقاعدة، زيارات كاملة في كل مرة. جرّب أولًا؛ فالتجربة تعدّ فقط. وما يأتي لاحقًا يُحكم عليه كالعادة.',
  'reclass.filters': 'ما يجتاز كل هذه',
  'reclass.filters.help': 'مرشّح في كل سطر، مثل class_reasons*=no-hints أو browser==Chrome. النقر على صف أعلاه يملؤه.',
  'reclass.class': 'الفئة الجديدة',
  'reclass.perDay': 'الزوار الذين يتجاوزون يوميًا فقط',
  'reclass.perDay.help': 'يمكن تركه فارغًا.',
  'reclass.try': 'تجربة',
  'reclass.apply': 'تطبيق',
  'reclass.would': { zero: 'لن يتغير شيء.', one: 'ستتغير زيارة مسجلة واحدة.', two: 'ستتغير زيارتان مسجلتان.', few: 'ستتغير {count} زيارات مسجلة.', many: 'ستتغير {count} زيارة مسجلة.', other: 'ستتغير {count} زيارة مسجلة.' },
  'reclass.done': { zero: 'لم يتغير شيء.', one: 'تغيرت زيارة مسجلة واحدة.', two: 'تغيرت زيارتان مسجلتان.', few: 'تغيرت {count} زيارات مسجلة.', many: 'تغيرت {count} زيارة مسجلة.', other: 'تغيرت {count} زيارة مسجلة.' },
  'reclass.visits': { zero: 'في {count} زيارة، من:', one: 'في زيارة واحدة، من:', two: 'في زيارتين، من:', few: 'في {count} زيارات، من:', many: 'في {count} زيارة، من:', other: 'في {count} زيارة، من:' },
  'reclass.open': { zero: 'لا زيارات جارية.', one: 'زيارة واحدة قد تستمر فتُركت.', two: 'زيارتان قد تستمران فتُركتا.', few: '{count} زيارات قد تستمر فتُركت.', many: '{count} زيارة قد تستمر فتُركت.', other: '{count} زيارة قد تستمر فتُركت.' },
};
