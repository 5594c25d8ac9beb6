import type { funnels as English } from '../en/funnels';
import type { Translated } from '../language';

export const funnels: Translated<typeof English> = {
  'funnel.steps': 'الخطوات',
  'funnel.help': 'خطوة في كل سطر: page:/pricing*، event:Signup. الترتيب مهم، خلال يوم واحد لكل زائر.',
  'funnel.show': 'اعرض المسار',
  'funnel.wrong': 'اكتب من 2 إلى 12 خطوة، كل واحدة في سطر، وتبدأ كل منها بـ page: أو event:',
  'funnel.empty': 'لم يقم أحد بالخطوة الأولى في هذه الفترة.',
  'funnel.summary': 'بلغ {share} ممن بدؤوا الخطوة الأخيرة ({reached} من {all}).',
  'funnel.step': 'الخطوة',
  'funnel.reached': 'بلغوها',
  'funnel.ofAll': 'من الكل',
  'funnel.ofBefore': 'من الخطوة السابقة',
  'funnel.median': 'وسيط الوقت',
};
