import type { widgets as English } from '../en/widgets';
import type { Translated } from '../language';

export const widgets: Translated<typeof English> = {
  'close': 'Փակել',
  'loading': 'Բեռնվում է …',
  'time': 'Ժամանակ',
  'table': 'Նույնը աղյուսակով',
  'value.unknown': '(անհայտ)',
  'coverage': 'դիտումների {share}-ը',
  'coverage.means': 'Էջի դիտումների {share}-ը հաղորդել է, թե որքան են մնացել. մյուսները հաշվի առնված չեն։',
  'change.previous': 'նախորդ ժամանակահատվածում՝ {value}',
  'change.year': 'մեկ տարի առաջ՝ {value}',
  'change.points': '{value} տոկոսային կետ',
  'change.chance': 'Սա կարող է պատահական լինել. այսքան մեծ փոփոխություն հաճախ լինում է, երբ ոչինչ չի փոխվել։',
  'change.title': 'Փոփոխություն',
  'change.means': '{metric}՝ համեմատվող ժամանակահատվածի համեմատ։ Կանաչն ու կարմիրը պատահականությունից ավելին են. մոխրագույնը կարող է պատահական լինել։',

  'error.title': 'Էջը հնարավոր չէ ցուցադրել',
  'error.page': 'Ցուցադրելիս սխալ տեղի ունեցավ։ Վերաբեռնեք էջը. եթե կրկնվի, նայեք ծրագրի մատյանը։',
  'error.unreachable': 'Ծրագիրը հասանելի չէ։ Ստուգեք, որ այն աշխատում է, և կրկին փորձեք։',
  'error.status': 'Ծրագիրը պատասխանեց {status}։',
  'error.again': 'Կրկին փորձել',

  'empty.filtered': 'Այս ժամանակահատվածում այս զտիչներին ոչինչ չի համապատասխանում։',
  'empty.period': 'Այս ժամանակահատվածում ոչինչ չի հաշվվել։',

  'download.of': 'Ներբեռնել՝ {title}',
  'download.csv': 'Թվերը (CSV)',
  'download.png': 'Նկարը (PNG)',
  'download.done': 'Ներբեռնված է։',
  'download.failed': 'Ֆայլը չստեղծվեց։ Կրկին փորձեք։',

  'chart.describe': '{title} ըստ ժամանակի։ Սլաքները կարդում են արժեքները մեկ առ մեկ. ներքևի աղյուսակում բոլորն են։',
  'chart.soFar': '{time} (մինչ այժմ)',
  'chart.point': '{time}՝ {value}',
  'chart.pointCompared': '{time}՝ {value}, նախկինում՝ {before}',
  'chart.before': 'նախկինում՝ {value}',
  'map.describe': 'Աշխարհի քարտեզ. {title} ըստ երկրի։ Ներքևի ցանկում նույն թվերն են։',

  'details.all': 'Ցուցադրել բոլորը',
  'details.search': 'Որոնել',
  'details.before': 'Նախորդ',
  'details.next': 'Հաջորդ',
};
