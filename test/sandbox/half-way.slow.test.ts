import { describeHalfWay } from './half-way.test.helper.js';

await describeHalfWay([403, 'cut before']);
