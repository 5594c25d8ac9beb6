import type { live as English } from '../en/live';
import type { Translated } from '../language';

export const live: Translated<typeof English> = {
  'live.now': { one: 'հիմա {count} այցելու', other: 'հիմա {count} այցելու' },
  'live.title': 'Հենց հիմա',
  'live.visitors': { one: 'այցելու վերջին րոպեում', other: 'այցելու վերջին {count} րոպեում' },
  'live.views': { one: '{count} դիտում', other: '{count} դիտում' },
  'live.minutes': 'Այցելուներ՝ ըստ րոպեի',
  'live.ago': '{minutes} րոպե առաջ',
  'live.feed': 'Վերջին իրադարձությունները',
  'live.when': 'Որքան առաջ',
  'live.what': 'Ինչ',
  'live.view': 'Էջի դիտում',
  'live.none': 'Վերջին 30 րոպեում այստեղ ոչ ոք չի եղել։',
};
