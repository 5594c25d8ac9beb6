import type { live as English } from '../en/live';
import type { Translated } from '../language';

export const live: Translated<typeof English> = {
  'live.now': { other: '{count} pelawat sekarang' },
  'live.title': 'Sekarang',
  'live.visitors': { other: 'pelawat dalam {count} minit lepas' },
  'live.views': { other: '{count} paparan halaman' },
  'live.minutes': 'Pelawat mengikut minit',
  'live.ago': '{minutes} minit lalu',
  'live.feed': 'Peristiwa terkini',
  'live.when': 'Berapa lama dahulu',
  'live.what': 'Apa',
  'live.view': 'Paparan halaman',
  'live.none': 'Tiada sesiapa di sini dalam 30 minit lepas.',
};
