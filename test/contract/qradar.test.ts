import * as qradar from '@rollcall/qradar';
import { testAgainstPrism } from './against-prism.js';

testAgainstPrism('qradar', 'qradar/21.0/openapi.yaml', qradar);
