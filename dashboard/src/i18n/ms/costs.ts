import type { costs as English } from '../en/costs';
import type { Translated } from '../language';

export const costs: Translated<typeof English> = {
  'tab.costs': 'Kos',
  'costs.level': 'Mengikut',
  'costLevel.source': 'Sumber',
  'costLevel.medium': 'Medium',
  'costLevel.campaign': 'Kempen',
  'costLevel.content': 'Kandungan',
  'costLevel.term': 'Istilah',
  'costs.noneBoth': 'Belum ada kos yang diimport mempunyai lawatan dengan nama sama.',
  'unmatched.cost': { other: '{count} kos tanpa lawatan' },
  'unmatched.visits': { other: '{count} kempen tanpa kos' },
  'unmatchedHelp.cost': 'Tiada lawatan membawa nama ini: bandingkan ejaan dengan parameter utm_ pada pautan iklan.',
  'unmatchedHelp.visits': 'Kempen ini membawa lawatan, tetapi tiada kos diimport untuknya.',
  'costs.import': 'Import kos',
  'costs.file': 'Fail CSV',
  'costs.file.help': 'Baris pertama menamakan lajur: date, source, cost diperlukan; medium, campaign, content, term, impressions, clicks, currency boleh ada. Semua baris disimpan atau tiada.',
  'costs.send': 'Import',
  'costs.imported': 'Disimpan: {added} baharu, {replaced} diganti.',
};
