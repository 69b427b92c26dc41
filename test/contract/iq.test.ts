import * as iq from '@rollcall/iq';
import { testAgainstPrism } from './against-prism.js';

await testAgainstPrism('iq', 'iq/v2', iq);
