import * as qradar from '@rollcall/qradar';
import { testAgainstPrism } from './against-prism.js';

testAgainstPrism('qradar 21.0', 'qradar/21.0/openapi.yaml', qradar);
testAgainstPrism('qradar 26.0', 'qradar/26.0/openapi.yaml', qradar);
