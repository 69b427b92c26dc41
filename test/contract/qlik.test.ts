import * as qlik from '@rollcall/qlik';
import { testAgainstPrism } from './against-prism.js';

testAgainstPrism('qlik', 'qlik/v1/openapi.yaml', qlik);
