import type { costs as English } from '../en/costs';
import type { Translated } from '../language';

export const costs: Translated<typeof English> = {
  'tab.costs': 'التكاليف',
  'costs.level': 'حسب',
  'costLevel.source': 'المصدر',
  'costLevel.medium': 'الوسيط',
  'costLevel.campaign': 'الحملة',
  'costLevel.content': 'المحتوى',
  'costLevel.term': 'العبارة',
  'costs.noneBoth': 'لا تكلفة مستوردة لها زيارات بالأسماء نفسها بعد.',
  'unmatched.cost': { zero: 'لا تكاليف بلا زيارات', one: 'تكلفة واحدة بلا زيارات', two: 'تكلفتان بلا زيارات', few: '{count} تكاليف بلا زيارات', many: '{count} تكلفة بلا زيارات', other: '{count} تكلفة بلا زيارات' },
  'unmatched.visits': { zero: 'لا حملات بلا تكاليف', one: 'حملة واحدة بلا تكاليف', two: 'حملتان بلا تكاليف', few: '{count} حملات بلا تكاليف', many: '{count} حملة بلا تكاليف', other: '{count} حملة بلا تكاليف' },
  'unmatchedHelp.cost': 'لا زيارة تحمل هذه الأسماء: قارن الإملاء بمعاملات utm_ في رابط الإعلان.',
  'unmatchedHelp.visits': 'جلبت هذه الحملات زيارات، ولم تُستورد لها تكلفة.',
  'costs.import': 'استيراد التكاليف',
  'costs.file': 'ملف CSV',
  'costs.file.help': 'السطر الأول يسمّي الأعمدة: date وsource وcost لازمة؛ وقد تكون medium وcampaign وcontent وterm وimpressions وclicks وcurrency. تُخزَّن كل الصفوف أو لا شيء.',
  'costs.send': 'استيراد',
  'costs.imported': 'خُزّن: {added} جديد، {replaced} مُستبدل.',
};
