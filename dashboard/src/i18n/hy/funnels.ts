import type { funnels as English } from '../en/funnels';
import type { Translated } from '../language';

export const funnels: Translated<typeof English> = {
  'funnel.steps': 'Քայլեր',
  'funnel.help': 'Տողում մեկ քայլ՝ page:/pricing*, event:Signup։ Հերթականությունը կարևոր է, մեկ օրվա ընթացքում՝ ըստ այցելուի։',
  'funnel.show': 'Ցուցադրել ձագարը',
  'funnel.wrong': 'Գրեք 2-ից 12 քայլ, տողում մեկը, յուրաքանչյուրը page: կամ event: սկզբով',
  'funnel.empty': 'Այս ժամանակահատվածում ոչ ոք առաջին քայլը չի արել։',
  'funnel.summary': 'Սկսածների {share}-ը հասել է վերջին քայլին ({reached}՝ {all}-ից)։',
  'funnel.step': 'Քայլ',
  'funnel.reached': 'Հասածներ',
  'funnel.ofAll': 'Բոլորից',
  'funnel.ofBefore': 'Նախորդ քայլից',
  'funnel.median': 'Միջնարժեք',
};
