// What a site with a bundler writes. The lines under @ts-expect-error must not compile: the types would be of no use otherwise.
import { init, type Collector, type Options } from 'collector-snippet';

const options: Options = {
  api: '/e',
  site: 'example.com',
  hash: true,
  consent: 'cookieless',
  off: ['forms'],
  downloads: ['epub'],
  beforeSend: (event) => event.n != 'Secret',
};
const collector: Collector = init(options);
collector('Signup', { plan: 'pro', seats: 3, trial: true });
collector('Secret');
collector('Purchase', null, { value: 62.5, currency: 'EUR', order: 'A-1' });
collector(() => collector.identify(7));

/** For the compiler alone: never called. */
export const wrong = (): void => {
  // @ts-expect-error: the address is required.
  init({ site: 'example.com' });
  // @ts-expect-error: no such level.
  collector.consent('yes');
  // @ts-expect-error: a property is no list.
  collector('Signup', { plans: ['pro'] });
  // @ts-expect-error: no such feature.
  init({ api: '/e', off: ['everything'] });
};
