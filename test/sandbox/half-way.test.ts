import { describeHalfWay } from './half-way.test.helper.js';

// Every call in one way; in all four: half-way.slow.test.ts.
await describeHalfWay([500, 'cut after'], false);
