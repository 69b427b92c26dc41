import * as qualysSaq from '@rollcall/qualys-saq';
import { testAgainstPrism } from './against-prism.js';

await testAgainstPrism('qualys-saq', 'qualys-saq/1.0', qualysSaq);
