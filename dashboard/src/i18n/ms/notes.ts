import type { NoteTexts } from '../texts';

export const notes: NoteTexts = {
  'visitor_days': 'Pelawat dikira mengikut hari: kunci tanpa kuki hidup satu hari, jadi yang datang beberapa hari dikira pada setiap hari. {share} daripada lawatan mempunyai kunci kekal.',
  'page.visitor_days': 'Pelawat dikira mengikut hari: kunci tanpa kuki hidup satu hari, jadi yang datang beberapa hari dikira pada setiap hari.',
  'funnel.visitor_days': 'Kunci pelawat tanpa kuki hidup satu hari: hanya pelawat dengan persetujuan atau ID pengguna boleh meneruskan pada hari berikutnya.',
  'attribution.visitor_days': 'Sentuhan hari-hari sebelumnya diketahui hanya bagi kunci kekal (ID pengguna atau persetujuan): {share} daripada penukaran.',
  'unidentified': '{count} baris tiada kunci pelawat dan tidak dikira sebagai pelawat.',
  'privacy_control': '{count} peristiwa datang dengan Global Privacy Control; dasar laman menentukan apa yang dibaca daripadanya.',
  'aggregate': '{count} peristiwa dikira tanpa pelawat, mengikut persetujuan; pelawat dan lawatan tidak termasuk itu.',
  'other_currencies': '{count} peristiwa membawa nilai dalam mata wang selain {currency}; hasil tidak termasuk itu.',
  'costs.other_currencies': 'Sebahagian kos dalam {currencies}, hasil dalam {currency}: kadar tukaran tidak diketahui, jadi nisbah antara mata wang tidak diketahui.',
  'revenue.other_currencies': 'Nilai dalam mata wang selain {currency} tidak dimasukkan, kerana kadar tukaran tidak diketahui: {amounts}.',
  'durable_keys': 'Hanya pelawat dengan kunci kekal (ID pengguna atau persetujuan) dikira, kerana kunci tanpa kuki hidup satu hari: {share} daripada lawatan.',
  'revenue.durable_keys': 'Kadar ulangan dan masa antara pesanan mengira hanya pembeli dengan kunci kekal (ID pengguna atau persetujuan): {share} daripada peristiwa yang bernilai.',
  'cookieless': '{count} daripada {all} tidak disenaraikan: kunci tanpa kuki hidup satu hari dan tidak boleh menjejaki seseorang. Hanya pelawat dengan persetujuan atau ID pengguna disenaraikan.',
  'truncated': 'Hanya {limit} baris ditunjukkan.',
  'truncated_visits': 'Hanya {limit} kempen dengan lawatan paling banyak dibaca.',
  'costs_unfiltered': 'Penapis memilih lawatan; kos ialah kos semua pelawat.',
  'running': 'Tempoh ini belum tamat; ia dibandingkan dengan jangka masa yang sama daripada tempoh yang satu lagi.',
  'behaviour': 'Apa yang dilakukan pelawat diketahui mengikut kuncinya; kunci tanpa kuki hidup satu hari.',
  'place_coverage': 'Negara diketahui bagi {share} daripada lawatan ({sources}).',
  'rate': '{count} hit ditolak sejak pengumpul dimulakan: terlalu banyak datang dari satu rangkaian atau untuk laman ini.',
};
