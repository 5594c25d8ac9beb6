import type { funnels as English } from '../en/funnels';
import type { Translated } from '../language';

export const funnels: Translated<typeof English> = {
  'funnel.steps': 'گام‌ها',
  'funnel.help': 'هر خط یک گام: page:/pricing*، event:Signup. ترتیب مهم است، در یک روز برای هر بازدیدکننده.',
  'funnel.show': 'نمایش قیف',
  'funnel.wrong': '۲ تا ۱۲ گام بنویسید، هر خط یکی، هر کدام با آغاز page: یا event:',
  'funnel.empty': 'در این بازه کسی گام نخست را برنداشت.',
  'funnel.summary': '{share} از کسانی که آغاز کردند به گام آخر رسیدند ({reached} از {all}).',
  'funnel.step': 'گام',
  'funnel.reached': 'رسیده',
  'funnel.ofAll': 'از همه',
  'funnel.ofBefore': 'از گام پیش',
  'funnel.median': 'میانهٔ زمان',
};
