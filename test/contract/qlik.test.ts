import * as qlik from '@rollcall/qlik';
import { testAgainstPrism } from './against-prism.js';

await testAgainstPrism('qlik', 'qlik/v1', qlik);
