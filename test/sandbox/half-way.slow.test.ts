import { describeHalfWay } from './half-way.test.helper.js';

await describeHalfWay([500, 403, 'cut before', 'cut after'], true);
