import * as qradar from '@rollcall/qradar';
import { testAgainstPrism } from './against-prism.js';

// The older version, which is this one with an overlay, is in the slow suite.
await testAgainstPrism('qradar 26.0', 'qradar/26.0', qradar);
