import * as qradar from '@rollcall/qradar';
import { testAgainstPrism } from './against-prism.js';

await testAgainstPrism('qradar 21.0', 'qradar/21.0', qradar);
