import type { costs as English } from '../en/costs';
import type { Translated } from '../language';

export const costs: Translated<typeof English> = {
  'tab.costs': 'Ծախսեր',
  'costs.level': 'Ըստ',
  'costLevel.source': 'Աղբյուր',
  'costLevel.medium': 'Միջոց',
  'costLevel.campaign': 'Արշավ',
  'costLevel.content': 'Բովանդակություն',
  'costLevel.term': 'Բառ',
  'costs.noneBoth': 'Դեռ ոչ մի ներմուծված ծախս նույնանուն այցեր չունի։',
  'unmatched.cost': { one: '{count} ծախս առանց այցերի', other: '{count} ծախս առանց այցերի' },
  'unmatched.visits': { one: '{count} արշավ առանց ծախսերի', other: '{count} արշավ առանց ծախսերի' },
  'unmatchedHelp.cost': 'Ոչ մի այց այս անունները չունի. ստուգեք գրությունը գովազդի հղման utm_ պարամետրերով։',
  'unmatchedHelp.visits': 'Այս արշավներն այցեր են բերել, բայց դրանց ծախս չի ներմուծվել։',
  'costs.import': 'Ներմուծել ծախսեր',
  'costs.file': 'CSV ֆայլ',
  'costs.file.help': 'Առաջին տողը նշում է սյունակները. date, source, cost պարտադիր են. կարող են լինել medium, campaign, content, term, impressions, clicks, currency։ Պահվում են բոլոր տողերը կամ ոչ մեկը։',
  'costs.send': 'Ներմուծել',
  'costs.imported': 'Պահված է՝ {added} նոր, {replaced} փոխարինված։',
};
