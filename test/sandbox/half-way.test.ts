import { describeHalfWay } from './half-way.test.helper.js';

// The other ways in which a call fails: half-way.slow.test.ts.
await describeHalfWay([500, 'cut after']);
