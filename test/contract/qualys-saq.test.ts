import * as qualysSaq from '@rollcall/qualys-saq';
import { testAgainstPrism } from './against-prism.js';

testAgainstPrism('qualys-saq', 'qualys-saq/1.0/openapi.yaml', qualysSaq);
