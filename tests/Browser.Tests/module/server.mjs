// Imported where there is no window: nothing happens, nothing throws.
import { init } from 'collector-snippet';

const collector = init({ api: '/e' });
collector('Signup');
collector.identify('u1');
collector.consent('full');
console.log(typeof collector.optOut);
