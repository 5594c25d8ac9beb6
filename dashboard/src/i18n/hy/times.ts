import type { TimeTexts } from '../texts';

export const times: TimeTexts = {
  units: { day: 'օր', hour: 'ժ', minute: 'ր', second: 'վ', millisecond: 'մվ' },
  calendar: {
    Jan: 'հնվ', Feb: 'փտվ', Mar: 'մրտ', Apr: 'ապր', May: 'մյս', Jun: 'հնս', Jul: 'հլս', Aug: 'օգս', Sep: 'սեպ', Oct: 'հոկ', Nov: 'նոյ', Dec: 'դեկ',
    Mon: 'երկ', Tue: 'երք', Wed: 'չրք', Thu: 'հնգ', Fri: 'ուրբ', Sat: 'շբթ', Sun: 'կիր',
  },
};
