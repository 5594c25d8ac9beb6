import type { live as English } from '../en/live';
import type { Translated } from '../language';

export const live: Translated<typeof English> = {
  'live.now': { other: '{count} pelawat sekarang' },
  'live.title': 'Sekarang',
  'live.visitors': { other: 'pelawat dalam {count} minit lepas' },
  'live.views': { other: '{count} paparan halaman' },
  'live.none': 'Tiada sesiapa di sini dalam 30 minit lepas.',
};
