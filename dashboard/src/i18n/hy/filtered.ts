import type { filtered as English } from '../en/filtered';
import type { Translated } from '../language';

export const filtered: Translated<typeof English> = {
  'tab.filtered': 'Զտված',
  'filtered.title': 'Զտված այցելություն',
  'filtered.help': 'Բոլոր պահված հարցումներն ըստ դասի և պատճառի։ Հաշվետվությունները հաշվում են մարդկանց և կասկածելիներին. ոչինչ դեն չի նետվում, ուստի սխալ վճիռը կարելի է ուղղել ստորև։',
  'filtered.why': 'Դաս և պատճառ',
  'class.human': 'Մարդ',
  'class.suspected': 'Կասկածելի',
  'class.bot': 'Բոտ',
  'class.machine-open': 'Բացված մեքենայով',
  'class.internal': 'Ձեր մարդիկ',
  'reclass.title': 'Տալ այլ դաս',
  'reclass.take': 'Տանել ստորև եղած կանոն',
  'reclass.help': 'Կանոնով փոխում է {range} պահված հարցումները՝ ամբողջ այցերով։ Նախ փորձեք. փորձը միայն հաշվում է։ Հետո եկածը դատվում է ինչպես միշտ։',
  'reclass.filters': 'Հարցումներ, որոնք անցնում են բոլորով',
  'reclass.filters.help': 'Տողում մեկ զտիչ, օրինակ՝ class_reasons*=no-hints կամ browser==Chrome։ Վերևի տողի սեղմումը լրացնում է։',
  'reclass.class': 'Նոր դաս',
  'reclass.perDay': 'Միայն օրական ավելի հարցում ունեցող այցելուները, քան',
  'reclass.perDay.help': 'Կարող է դատարկ մնալ։',
  'reclass.try': 'Փորձել',
  'reclass.apply': 'Կիրառել',
  'reclass.would': { one: 'Կփոխվի {count} հարցում։', other: 'Կփոխվի {count} հարցում։' },
  'reclass.done': { one: 'Փոխվեց {count} հարցում։', other: 'Փոխվեց {count} հարցում։' },
  'reclass.visits': { one: '{count} այցում, դասերից՝', other: '{count} այցում, դասերից՝' },
  'reclass.open': { one: '{count} այց կարող է շարունակվել և չի փոխվում։', other: '{count} այց կարող է շարունակվել և չի փոխվում։' },
};
