import type { filtered as English } from '../en/filtered';
import type { Translated } from '../language';

export const filtered: Translated<typeof English> = {
  'tab.filtered': 'Ditapis',
  'filtered.title': 'Trafik ditapis',
  'filtered.help': 'Setiap capaian yang disimpan mengikut kelas dan sebab. Laporan mengira manusia dan disyaki; tiada yang dibuang kerana bot, jadi keputusan salah boleh dibetulkan di bawah.',
  'filtered.why': 'Kelas dan sebab',
  'class.human': 'Manusia',
  'class.suspected': 'Disyaki',
  'class.bot': 'Bot',
  'class.machine-open': 'Dibuka mesin',
  'class.internal': 'Orang anda sendiri',
  'reclass.title': 'Beri kelas lain',
  'reclass.take': 'Bawa ke peraturan di bawah',
  'reclass.help': 'Mengubah capaian tersimpan {range} dengan peraturan, seluruh lawatan sekali gus. Cuba dahulu; percubaan hanya mengira. Yang datang kemudian dinilai seperti biasa.',
  'reclass.filters': 'Capaian yang lulus semua ini',
  'reclass.filters.help': 'Satu penapis sebaris, seperti class_reasons*=no-hints atau browser==Chrome. Klik baris di atas mengisinya.',
  'reclass.class': 'Kelas baharu',
  'reclass.perDay': 'Hanya pelawat dengan capaian sehari melebihi',
  'reclass.perDay.help': 'Boleh dibiarkan kosong.',
  'reclass.try': 'Cuba',
  'reclass.apply': 'Guna',
  'reclass.would': { other: '{count} capaian akan berubah.' },
  'reclass.done': { other: '{count} capaian telah berubah.' },
  'reclass.visits': { other: 'Dalam {count} lawatan, daripada:' },
  'reclass.open': { other: '{count} lawatan mungkin masih berterusan dan dibiarkan.' },
};
