import type { widgets as English } from '../en/widgets';
import type { Translated } from '../language';

export const widgets: Translated<typeof English> = {
  'close': 'Tutup',
  'loading': 'Memuatkan …',
  'time': 'Masa',
  'table': 'Sama dalam jadual',
  'value.unknown': '(tidak diketahui)',
  'coverage': '{share} paparan',
  'coverage.means': '{share} paparan halaman melaporkan berapa lama seseorang berada di situ; yang lain diketepikan.',
  'change.previous': 'berbanding {value} dalam tempoh sebelumnya',
  'change.year': 'berbanding {value} setahun sebelumnya',
  'change.points': '{value} mata peratus',
  'change.chance': 'Ini mungkin kebetulan: perubahan sebesar ini sering dilihat walaupun tiada apa yang berubah.',
  'change.title': 'Perubahan',
  'change.means': '{metric} berbanding tempoh yang dibandingkan. Hijau dan merah melebihi kebetulan; kelabu mungkin kebetulan.',

  'error.title': 'Halaman tidak dapat ditunjukkan',
  'error.page': 'Berlaku ralat semasa memaparkan ini. Muat semula halaman; jika berterusan, lihat log program.',
  'error.unreachable': 'Program tidak dapat dicapai. Pastikan ia berjalan dan cuba lagi.',
  'error.status': 'Program menjawab {status}.',
  'error.again': 'Cuba lagi',

  'empty.filtered': 'Tiada yang sepadan dengan penapis ini dalam tempoh ini.',
  'empty.period': 'Tiada apa-apa dikira dalam tempoh ini.',

  'download.of': 'Muat turun {title}',
  'download.csv': 'Angka (CSV)',
  'download.png': 'Gambar (PNG)',
  'download.done': 'Dimuat turun.',
  'download.failed': 'Fail tidak dapat dibuat. Cuba lagi.',

  'chart.describe': '{title} mengikut masa. Kekunci anak panah membaca nilai satu demi satu; jadual di bawah mengandungi semuanya.',
  'chart.soFar': '{time} (setakat ini)',
  'chart.point': '{time}: {value}',
  'chart.pointCompared': '{time}: {value}, sebelum: {before}',
  'chart.before': 'sebelum: {value}',
  'map.describe': 'Peta dunia: {title} mengikut negara. Senarai di bawah mengandungi angka yang sama.',

  'details.all': 'Tunjukkan semua',
  'details.search': 'Cari',
  'details.before': 'Sebelum',
  'details.next': 'Seterusnya',
};
