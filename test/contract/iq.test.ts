import * as iq from '@rollcall/iq';
import { testAgainstPrism } from './against-prism.js';

testAgainstPrism('iq', 'iq/v2/openapi.yaml', iq);
