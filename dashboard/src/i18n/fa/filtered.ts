import type { filtered as English } from '../en/filtered';
import type { Translated } from '../language';

export const filtered: Translated<typeof English> = {
  'tab.filtered': 'پالوده',
  'filtered.title': 'ترافیک پالوده',
  'filtered.help': 'همهٔ درخواست‌های ذخیره‌شده به تفکیک رده و دلیل. گزارش‌ها انسان و مشکوک را می‌شمارند؛ هیچ چیز به خاطر ربات بودن دور ریخته نمی‌شود، پس داوری نادرست را می‌توان در پایین درست کرد.',
  'filtered.why': 'رده و دلیل',
  'class.human': 'انسان',
  'class.suspected': 'مشکوک',
  'class.bot': 'ربات',
  'class.machine-open': 'بازشده با ماشین',
  'class.internal': 'کسان خودتان',
  'reclass.title': 'ردهٔ دیگر',
  'reclass.take': 'به قاعدهٔ پایین ببر',
  'reclass.help': 'درخواست‌های ذخیره‌شدهٔ {range} را با یک قاعده عوض می‌کند، هر بار کل نشست. نخست بیازمایید؛ آزمودن تنها می‌شمارد. آنچه بعد می‌آید مانند همیشه داوری می‌شود.',
  'reclass.filters': 'درخواست‌هایی که از همه بگذرند',
  'reclass.filters.help': 'هر خط یک پالایه، مانند class_reasons*=no-hints یا browser==Chrome. کلیک بر سطری در بالا آن را پر می‌کند.',
  'reclass.class': 'ردهٔ تازه',
  'reclass.perDay': 'تنها بازدیدکنندگانی با درخواست روزانهٔ بیش از',
  'reclass.perDay.help': 'می‌تواند خالی بماند.',
  'reclass.try': 'آزمودن',
  'reclass.apply': 'انجام',
  'reclass.would': { one: '{count} درخواست عوض می‌شود.', other: '{count} درخواست عوض می‌شود.' },
  'reclass.done': { one: '{count} درخواست عوض شد.', other: '{count} درخواست عوض شد.' },
  'reclass.visits': { one: 'در {count} نشست، از:', other: 'در {count} نشست، از:' },
  'reclass.open': { one: '{count} نشست شاید ادامه دارد و دست نخورد.', other: '{count} نشست شاید ادامه دارند و دست نخوردند.' },
};
