import { describeHalfWay } from './half-way.test.helper.js';

await describeHalfWay([500, 403, 'web page', 'cut before', 'cut after', 'hang'], true);
